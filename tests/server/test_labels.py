"""Routes by which people rename, tag and delete their runs: what they take, and whose runs they change."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.server.serving import Site
from tests.server.test_visitors import NOT_YOURS, site, visitors
from torchground.server.routes.runs import MAX_DELETED, MAX_OWN_NOTES, MAX_TAGS, MAX_TITLE

__all__ = ["site"]


def test_what_is_written_on_a_run_is_tidied_and_the_rest_stays(site: Site) -> None:
    with visitors(site) as (ann, _):
        path = f"/api/runs/{ann.start()}"
        before = ann.http.get(path).json()["info"]
        body: dict[str, Any] = {
            "title": "  A   better\tname ",
            "tags": ["Good", " ", "a  b", "good"],
        }
        told = ann.http.patch(path, json=body)
        assert told.status_code == 200
        changed = {"title": "A better name", "tags": ["Good", "a b"]}
        assert told.json() == before | changed
        notes = {"own_notes": "First.\n\tSecond."}
        assert ann.http.patch(path, json=notes).json() == before | changed | notes
        assert ann.http.patch(path, json={}).json() == before | changed | notes
        cleared = ann.http.patch(path, json={"tags": [], "own_notes": ""}).json()
        assert cleared == before | {"title": "A better name"}
        assert before["id"] in {run["id"] for run in ann.http.get("/api/runs").json()}


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "   "},
        {"title": "x" * (MAX_TITLE + 1)},
        {"tags": ["x"] * (MAX_TAGS + 1)},
        {"tags": ["x" * 41]},
        {"tags": "x"},
        {"own_notes": "x" * (MAX_OWN_NOTES + 1)},
        {"own_notes": "\u0000"},
        {"title": "\ud800"},
        {"state": "finished"},
        {"seed": 3},
    ],
)
def test_what_does_not_fit_changes_nothing(site: Site, wrong: dict[str, Any]) -> None:
    with visitors(site) as (ann, _):
        path = f"/api/runs/{ann.start()}"
        before = ann.http.get(path).json()
        body = json.dumps({"tags": [], **wrong})
        headers = {"content-type": "application/json"}
        assert ann.http.patch(path, content=body, headers=headers).status_code == 422
        assert ann.http.get(path).json() == before


def test_only_ones_own_runs_are_renamed_and_deleted(site: Site) -> None:
    with visitors(site) as (ann, ben):
        first, second, other = ann.start(), ann.start(), ben.start()
        refused = ben.http.patch(f"/api/runs/{first}", json={"title": "Ben's"})
        assert (refused.status_code, refused.json()["code"]) == (403, NOT_YOURS)
        told = ben.http.post("/api/runs/delete", json={"ids": [first, other, "none", other]}).json()
        assert told["deleted"] == [other]
        assert [(one["id"], one["code"]) for one in told["left"]] == [
            (first, "runs.unknown"),
            ("none", "runs.unknown"),
        ]
        assert {first, second} <= ann.runs()
        told = ann.http.post("/api/runs/delete", json={"ids": [first, second]}).json()
        assert told == {"deleted": [first, second], "left": []}
        assert not {first, second} & ann.runs()


@pytest.mark.parametrize("ids", [[], ["x"] * (MAX_DELETED + 1), ["../x"], "x"])
def test_what_names_no_runs_deletes_nothing(site: Site, ids: object) -> None:
    with visitors(site) as (ann, _):
        run = ann.start()
        assert ann.http.post("/api/runs/delete", json={"ids": ids}).status_code == 422
        assert run in ann.runs()
