"""Whatever is sent to any route of the API is answered as the API says, and never with a 5xx."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.server.serving import Site
from tests.server.test_jsonbody import JSON
from tests.server.test_routes import SPIRAL

CHECKS = [
    not_a_server_error,
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
]
API = schemathesis.openapi.from_path(Path(__file__).parents[1] / "golden" / "openapi.json")
# A body that is too large is refused before anybody reads what is wrong in it.
API.config.checks.negative_data_rejection.expected_statuses += ["413"]
OPERATIONS = {found.ok().label: found.ok() for found in API.get_all_operations()}


def takes_no_wrong_input(operation: Any) -> bool:
    """It has no parameters, and any JSON or none at all is a body for it."""
    raw = operation.definition.raw
    body = raw.get("requestBody", {}).get("content", {}).get("application/json", {})
    return not raw.get("parameters") and not {"type", "$ref", "oneOf"} & set(body.get("schema", {}))


CASES = [
    pytest.param(operation, mode, id=f"{label} {mode.value}")
    for label, operation in OPERATIONS.items()
    for mode in GenerationMode
    if mode is GenerationMode.POSITIVE or not takes_no_wrong_input(operation)
]


@pytest.mark.parametrize(("operation", "mode"), CASES)
def test_every_route_answers_as_it_says(site: Site, operation: Any, mode: GenerationMode) -> None:
    @settings(
        max_examples=25,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
        deadline=None,
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: schemathesis.Case) -> None:
        case.call_and_validate(base_url=site.address, checks=CHECKS)

    ask()


def places(value: Any) -> list[tuple[Any, ...]]:
    """The path of everything in a project file, itself included."""
    items = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    return [(), *((key, *rest) for key, inner in items for rest in places(inner))]


def changed(value: Any, place: tuple[Any, ...], new: Any) -> Any:
    """A copy with something else at one place."""
    if not place:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[place[0]] = changed(value[place[0]], place[1:], new)
    return copy


ODD = JSON | st.sampled_from(
    [-1, 0, 10**9, 2**31, 2**63, 10**400, 1e308, "\0", "x" * 10_000, [[]], {}]
)


@settings(max_examples=80)
@given(place=st.sampled_from(places(SPIRAL)), new=ODD)
def test_a_project_with_anything_anywhere_is_judged_alike_by_all_routes(
    site: Site, place: tuple[Any, ...], new: Any
) -> None:
    project = changed(SPIRAL, place, new)
    checked = site.post("/api/check", project)
    started = site.post("/api/runs", {"project": project, "draft": True, "paused": True})
    saved = site.post("/api/projects", project)
    assert checked.status_code == 200
    assert started.status_code == (201 if checked.json()["ok"] else 422), started.text
    assert saved.status_code in (201, 422)
    for answer in (started, saved):
        if answer.status_code == 422:
            assert answer.json()["error"]
        else:
            assert site.client.delete(_path(answer)).status_code == 204


def _path(answer: Any) -> str:
    made = answer.json()
    return f"/api/projects/{made['id']}" if "id" in made else f"/api/runs/{made['info']['id']}"
