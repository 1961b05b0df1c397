"""Every route asked once the right way and in every wrong way a client can think of; the answer is never a 5xx."""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import pytest

from tests.server.serving import Site
from torchground.catalogue.bases.entries import entries
from torchground.lessons import lessons
from torchground.network.schema import project_schema

SPIRAL: dict[str, Any] = {
    "torchground": 1,
    "title": "Two spirals",
    "network": {
        "nodes": [
            {"id": "x", "layer": {"type": "input"}},
            {"id": "h1", "layer": {"type": "linear", "out_features": 8}},
            {"id": "a1", "layer": {"type": "tanh"}},
            {"id": "y", "layer": {"type": "output"}},
        ],
        "edges": [
            {"source": "x", "target": "h1"},
            {"source": "h1", "target": "a1"},
            {"source": "a1", "target": "y"},
        ],
    },
    "data": {"type": "spiral", "num_samples": 100},
    "training": {"optimizer": {"type": "adam", "lr": 0.01}, "epochs": 3},
}


def test_health_says_what_is_ready(site: Site) -> None:
    health = site.client.get("/api/health").json()
    assert health["status"] == "ok"
    assert health["workers"] == {"ready": 0, "total": 1, "devices": []}
    assert health["version"]
    assert health["torch"]


def test_health_says_how_well_files_are_read(site: Site) -> None:
    give_up = time.monotonic() + 60
    while (readers := site.client.get("/api/health").json()["readers"])["confined"] is None:
        assert time.monotonic() < give_up, "it was never found out"
        time.sleep(0.05)
    assert readers["allowed_unconfined"] is False
    if sys.platform == "linux":
        assert readers["confined"], readers["missing"]
        assert {"kernel filter", "no new rights"} <= set(readers["in_force"])


def test_the_catalogue_names_every_family_with_forms_and_help(site: Site) -> None:
    families = site.client.get("/api/catalogue").json()["families"]
    linear = next(entry for entry in families["layers"] if entry["type"] == "linear")
    assert linear["schema"]["properties"]["out_features"]["description"]
    assert linear["defaults"]["bias"] is True
    assert linear["max_inputs"] == 1
    assert all(entry["help"] for listed in families.values() for entry in listed)
    for family, listed in families.items():
        for described in listed:
            facts = entries(family)[described["type"]].facts()
            assert {name: described.get(name) for name in facts} == facts


def test_the_schema_of_the_project_file_is_served_as_it_is_printed(site: Site) -> None:
    answer = site.client.get("/api/schema/project")
    assert answer.headers["content-type"] == "application/schema+json"
    assert answer.json() == project_schema()


def test_lessons_come_in_order_with_their_projects(site: Site) -> None:
    found = site.client.get("/api/lessons").json()
    assert [lesson["id"] for lesson in found] == [lesson.id for lesson in lessons()]
    for lesson in found:
        problems = site.post("/api/check", lesson["project"]).json()["problems"]
        said = [problem["sentence"] for problem in problems if problem["severity"] == "error"]
        assert said == [] or ["download it once" in sentence for sentence in said] == [True]


@pytest.mark.parametrize(
    "body", [None, True, 0, float("nan"), -1e308, "x", [], [1], {}, {"network": []}]
)
def test_the_check_answers_anything_with_a_report(site: Site, body: object) -> None:
    answer = site.post("/api/check", body)
    assert answer.status_code == 200
    report = answer.json()
    assert report["ok"] is False
    assert all(problem["sentence"] for problem in report["problems"])


def test_the_check_of_a_good_project_gives_every_shape(site: Site) -> None:
    report = site.post("/api/check", SPIRAL).json()
    assert report["ok"] is True
    assert report["nodes"]["h1"]["shape"] == [8]


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b"nul",
        b'{"a": "\\ud800"}',
        b"\xff\xfe",
        b"[" * 10_000,
        b'{"a":' * 70 + b"1" + b"}" * 70,
    ],
)
@pytest.mark.parametrize(
    "path", ["/api/check", "/api/runs", "/api/projects", "/api/datasets/preview"]
)
def test_what_is_no_json_gets_a_sentence(site: Site, path: str, text: bytes) -> None:
    answer = site.client.post(path, content=text, headers={"content-type": "application/json"})
    assert answer.status_code == 422
    assert answer.json()["error"]


def test_too_large_a_body_is_refused(site: Site) -> None:
    answer = site.post("/api/check", "x" * 1_000_000)
    assert answer.status_code == 413
    assert "1,000,000 bytes" in answer.json()["error"]


def test_a_preview_shows_points_of_both_halves(site: Site) -> None:
    body = {"data": {"type": "spiral", "num_samples": 100, "test_fraction": 0.5}}
    preview = site.post("/api/datasets/preview", body).json()
    assert preview["kind"] == "points"
    assert len(preview["train"]["inputs"]) == len(preview["test"]["inputs"]) == 50


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ({"type": "spirall"}, "data.type"),
        ({}, "data.type"),
        (7, "data"),
        ({"type": "spiral", "num_samples": -1}, "data.num_samples"),
        ({"type": "spiral", "colour": 1}, "data.colour"),
        ({"type": "painted", "points": []}, "at least one point each of two classes"),
    ],
)
def test_a_preview_of_no_data_set_names_the_place(site: Site, data: object, place: str) -> None:
    answer = site.post("/api/datasets/preview", {"data": data})
    assert answer.status_code == 422
    assert place in answer.json()["problems"][0]["place"] + answer.json()["error"]


def test_a_project_is_saved_changed_listed_and_deleted(site: Site) -> None:
    saved = site.post("/api/projects", SPIRAL)
    assert saved.status_code == 201
    path = f"/api/projects/{saved.json()['id']}"
    assert site.client.get(path).json()["project"] == SPIRAL
    changed = site.client.put(path, json=SPIRAL | {"title": "Mine"}).json()
    assert changed["title"] == "Mine"
    assert changed["created"] == saved.json()["created"]
    assert saved.json()["id"] in [card["id"] for card in site.client.get("/api/projects").json()]
    assert site.client.delete(path).status_code == 204
    assert site.client.get(path).status_code == 404
    assert site.client.delete(path).status_code == 404
    assert site.client.put(path, json=SPIRAL).status_code == 404


def test_an_unfinished_drawing_is_saved_as_it_is(site: Site) -> None:
    drawing = {"torchground": 1, "title": "\u200b <b>", "network": {"nodes": "\u200b"}, "view": {}}
    saved = site.post("/api/projects", drawing)
    assert saved.status_code == 201
    assert saved.json()["title"] == "<b>"
    assert site.client.get(f"/api/projects/{saved.json()['id']}").json()["project"] == drawing


@pytest.mark.parametrize("version", [3, 0, "1", None, 1.5, 10**30])
def test_a_project_of_another_version_is_not_kept(site: Site, version: object) -> None:
    answer = site.post("/api/projects", {"torchground": version})
    assert answer.status_code == 422
    assert "torchground" in answer.json()["error"]


def test_a_run_is_started_listed_read_and_deleted(site: Site) -> None:
    started = site.post("/api/runs", {"project": SPIRAL})
    assert started.status_code == 201
    info = started.json()["info"]
    assert info["state"] == "queued"
    assert info["steps_per_epoch"] == 2
    path = f"/api/runs/{info['id']}"
    assert site.client.get(path).json()["project"] == started.json()["project"]
    assert info["id"] in [run["id"] for run in site.client.get("/api/runs").json()]
    metrics = site.client.get(f"{path}/metrics?after=0").json()
    assert metrics == {"type": "points", "run": info["id"], "points": [], "last_seq": 0}
    assert site.client.delete(path).status_code == 204
    assert site.client.get(path).status_code == 404


def test_the_same_request_twice_is_one_run(site: Site) -> None:
    body = {"project": SPIRAL, "request": "once-1"}
    first, second = (site.post("/api/runs", body).json()["info"]["id"] for _ in range(2))
    assert first == second


def test_a_draft_is_not_listed(site: Site) -> None:
    draft = site.post("/api/runs", {"project": SPIRAL, "draft": True, "paused": True}).json()[
        "info"
    ]
    assert draft["draft"] is True
    assert draft["id"] not in [run["id"] for run in site.client.get("/api/runs").json()]


def test_a_project_with_problems_starts_no_run_and_names_them(site: Site) -> None:
    bad = json.loads(json.dumps(SPIRAL))
    bad["network"]["nodes"][1]["layer"]["out_features"] = 10**9
    answer = site.post("/api/runs", {"project": bad})
    assert answer.status_code == 422
    assert answer.json()["error"]
    assert any(problem["node"] == "h1" for problem in answer.json()["problems"])


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/api/runs/none", None),
        ("DELETE", "/api/runs/none", None),
        ("GET", "/api/runs/none/metrics", None),
        ("POST", "/api/runs/none/commands", {"type": "play"}),
        ("POST", "/api/runs/none/reset", {}),
        ("GET", "/api/projects/none", None),
        ("GET", "/api/nothing", None),
        ("POST", "/api/nothing", {}),
        ("GET", "/api", None),
        ("GET", "/api/", None),
    ],
)
def test_what_is_not_there_is_said(site: Site, method: str, path: str, body: object) -> None:
    answer = site.client.request(method, path, json=body if method == "POST" else None)
    assert answer.status_code == 404
    assert answer.json()["error"]


@pytest.mark.parametrize(
    "command",
    [
        {},
        {"type": "fly"},
        {"type": "step", "count": 0},
        {"type": "step", "count": 10**30},
        {"type": "set", "field": "x" * 101, "value": 1},
        {"type": "set", "field": "l1", "value": ["much"]},
        {"type": "play", "now": True},
        [],
    ],
)
def test_a_command_that_is_none_names_the_place(site: Site, command: object) -> None:
    made = site.post("/api/runs", {"project": SPIRAL, "draft": True, "paused": True}).json()
    answer = site.post(f"/api/runs/{made['info']['id']}/commands", command)
    assert answer.status_code == 422
    assert answer.json()["problems"]


@pytest.mark.parametrize(
    "query", ["after=-1", "after=x", "limit=0", "limit=2001", f"after={2**63}"]
)
def test_a_range_of_points_that_is_none_is_refused(site: Site, query: str) -> None:
    assert site.client.get(f"/api/runs/none/metrics?{query}").status_code == 422


def test_another_method_is_named_with_what_fits(site: Site) -> None:
    answer = site.client.get("/api/check")
    assert answer.status_code == 405
    assert "POST" in answer.json()["error"]


@pytest.mark.parametrize(
    "path",
    [
        "/..%2f..%2fetc%2fpasswd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/assets/..%5c..%5cwin.ini",
        "/assets/%00.js",
        "//etc/passwd.txt",
        "/api/runs/..%2f..%2fserver.lock",
        "/api/projects/%00",
        "/api/projects/" + "x" * 5000,
    ],
)
def test_no_path_leads_to_a_file(site: Site, path: str) -> None:
    answer = site.client.get(path)
    assert answer.status_code in (404, 422) or "Torchground</title>" in answer.text
    assert "root:" not in answer.text


def test_the_page_is_served_and_never_framed(site: Site) -> None:
    answer = site.client.get("/")
    assert "Torchground" in answer.text
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert site.client.head("/").status_code == 200
