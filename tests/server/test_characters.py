"""No text of a request holds a control character: each model refuses it with its place, on both stores."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.server.serving import Site, serving
from tests.server.test_fuzz_api import changed, places
from tests.server.test_routes import SPIRAL
from tests.storage.conftest import cluster
from torchground.network.check.findings import shown_place
from torchground.server.stream import BadUp, read_up
from torchground.telemetry import messages
from torchground.words.characters import unfit

__all__ = ["cluster"]
API: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "golden" / "openapi.json").read_text()
)
NOBODY = "0" * 32
BODIES: dict[tuple[str, str], Any] = {
    ("post", "/api/check"): SPIRAL,
    ("post", "/api/datasets/download"): {"type": "mnist"},
    ("post", "/api/datasets/preview"): {"data": {"type": "spiral"}},
    ("post", "/api/projects"): SPIRAL,
    ("put", "/api/projects/{project_id}"): SPIRAL,
    ("post", "/api/runs"): {"project": SPIRAL, "draft": True, "paused": True, "request": "r"},
    ("post", "/api/runs/delete"): {"ids": [NOBODY]},
    ("patch", "/api/runs/{run_id}"): {"title": "a", "tags": ["a"], "own_notes": "a"},
    ("post", "/api/runs/{run_id}/commands"): {"type": "set", "field": "l1", "value": "a"},
    ("post", "/api/runs/{run_id}/reset"): {"new_seed": False},
    ("post", "/api/stream/polls"): {"session": "s" * 32, "messages": ["{}"]},
}
"""A body that fits, for every route that takes one."""
JUDGES_ITSELF = {("post", "/api/check"), ("post", "/api/stream/polls")}
TEXTS = {
    (method, path, place["name"], place["in"])
    for path, methods in API["paths"].items()
    for method, told in methods.items()
    for place in told.get("parameters", [])
    if place["schema"].get("type") == "string"
}
UP: dict[str, dict[str, Any]] = {
    "subscribe": {"run": NOBODY, "after": 0},
    "unsubscribe": {"run": NOBODY},
    "watch": {"run": NOBODY, "probes": [{"type": "unit_maps", "node": "h1"}]},
    "measure": {"run": NOBODY, "id": 1, "probe": {"type": "confusion"}},
    "command": {"run": NOBODY, "id": 1, "command": {"type": "set", "field": "l1", "value": "a"}},
    "received": {"frames": 1},
    "ping": {},
}
UNFIT = st.builds(
    "".join,
    st.tuples(
        st.text(max_size=3),
        st.sampled_from([chr(code) for code in range(0xA0) if unfit(chr(code))]),
        st.text(max_size=3),
    ),
)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def stored(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """A server on each store, without workers."""
    url = None
    if request.param == "postgresql":
        url = request.getfixturevalue("cluster").new_database()
    with serving(tmp_path_factory.mktemp("stored"), database_url=url) as up:
        yield up


def test_every_route_with_a_body_and_every_message_of_a_tab_is_tried() -> None:
    with_body = {
        (method, path)
        for path, methods in API["paths"].items()
        for method, told in methods.items()
        if "application/json" in told.get("requestBody", {}).get("content", {})
    }
    assert set(BODIES) == with_body
    union, _ = get_args(messages.Up)
    assert set(UP) == {kind.model_fields["type"].default for kind in get_args(union)}


@st.composite
def spoiled(draw: Any, value: Any) -> tuple[Any, tuple[Any, ...]]:
    """The value with such a character at one place, as a text or as the name of a field; and the place."""
    place = draw(st.sampled_from(places(value)))
    text = draw(UNFIT)
    inner = value
    for part in place:
        inner = inner[part]
    if isinstance(inner, dict) and draw(st.booleans()):
        return changed(value, place, {**inner, text: 1}), place
    return changed(value, place, text), place


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_control_character_anywhere_in_a_body_is_refused_with_its_place(
    stored: Site, data: st.DataObject
) -> None:
    route = data.draw(st.sampled_from(sorted(BODIES)))
    body, place = data.draw(spoiled(BODIES[route]))
    method, path = route
    answer = stored.client.request(
        method,
        path.format(run_id=NOBODY, project_id=NOBODY),
        content=json.dumps(body),
        headers={"content-type": "application/json"},
    )
    if route == ("post", "/api/check"):
        assert answer.status_code == 200
        report = answer.json()
        assert not report["ok"]
        assert report["problems"][0]["place"] == shown_place(place)
    elif route not in JUDGES_ITSELF:
        assert answer.status_code == 422, answer.text
        assert answer.json()["problems"][0]["place"] == shown_place(("body", *place))
        assert "control character" in answer.json()["error"]
    assert answer.status_code < 500


@pytest.mark.parametrize(("method", "path", "name", "where"), sorted(TEXTS))
@pytest.mark.parametrize("character", ["\0", "\x1b", "\x85"])
def test_a_control_character_in_an_address_is_refused_with_its_place(
    stored: Site, method: str, path: str, name: str, where: str, character: str
) -> None:
    others = {"run_id": NOBODY, "project_id": NOBODY, "format": "onnx", "type": "mnist"}
    others |= {"weights": "0" * 64, "file": "0" * 64, "kind": "table"}
    text = quote(f"a{character}b")
    url = path.format(**{**others, name: text}) + (f"?{name}={text}" if where == "query" else "")
    answer = stored.client.request(method, url, headers=_type_of_body(method, path))
    assert answer.status_code == 422, answer.text
    places_told = {problem["place"] for problem in answer.json()["problems"]}
    assert f"{where}.{name}" in places_told


def _type_of_body(method: str, path: str) -> dict[str, str]:
    content = API["paths"][path][method].get("requestBody", {}).get("content", {})
    return {"content-type": next(iter(content), "application/json")}


@given(data=st.data())
def test_a_control_character_in_a_message_of_a_tab_is_refused_with_its_place(
    data: st.DataObject,
) -> None:
    kind = data.draw(st.sampled_from(sorted(UP)))
    message, place = data.draw(spoiled({"type": kind, **UP[kind]}))
    with pytest.raises(BadUp) as refused:
        read_up(json.dumps(message))
    assert str(refused.value).startswith(shown_place(("message", *place)) + ": ")
    assert "control character" in str(refused.value)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(title=st.text(max_size=20), name=st.text(max_size=10), value=st.text(max_size=10))
def test_every_other_text_is_kept_as_it_came_or_refused(
    stored: Site, title: str, name: str, value: str
) -> None:
    project = SPIRAL | {"title": title, "view": {name: value, "lines": "a\tb\r\nc"}}
    saved = stored.post("/api/projects", project)
    started = stored.post("/api/runs", {"project": project, "draft": True, "paused": True})
    for answer, made in ((saved, "/api/projects/{id}"), (started, "/api/runs/{info[id]}")):
        assert answer.status_code == (422 if any(map(unfit, (title, name, value))) else 201)
        if answer.status_code == 201:
            again = stored.client.get(made.format(**answer.json())).json()
            assert again["project"]["title"] == title
            assert again["project"]["view"] == project["view"]
            assert stored.client.delete(made.format(**answer.json())).status_code == 204


def test_half_of_a_character_is_refused(stored: Site) -> None:
    for path in ("/api/projects", "/api/runs", "/api/check"):
        answer = stored.client.post(
            path, content=b'{"title": "\\ud800"}', headers={"content-type": "application/json"}
        )
        assert answer.status_code == 422
        assert "not JSON" in answer.json()["error"]
        assert "column" in answer.json()["error"]
