"""The whole road without a browser: a real server, a real worker, and a tab that is nothing but a socket."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.projects import Json, lesson, one_long_epoch, small
from tests.e2e.served import Served
from tests.e2e.tab import Tab, watchable_probes
from tests.exhaustive import more

pytestmark = pytest.mark.e2e


@pytest.fixture
def tab(served: Served) -> Iterator[Tab]:
    with Tab(served) as opened:
        yield opened


def trained(tab: Tab, project: Json) -> list[Json]:
    """All points of a run of this project."""
    run_id = tab.start(project)
    tab.follow(run_id)
    return tab.until_over(run_id)


def test_a_lesson_is_checked_started_and_seen_to_learn(tab: Tab) -> None:
    first = tab.http.get("/api/lessons").json()[0]["project"]
    report = tab.http.post("/api/check", json=first).json()
    assert report["ok"]
    run_id = tab.start(first)
    tab.follow(run_id)
    before = tab.until_point(run_id)
    assert (before["kind"], before["epoch"], before["step"]) == ("epoch", 0, 0)
    assert set(before["norms"]) <= set(report["nodes"])
    later = tab.until_point(run_id, lambda point: point["epoch"] >= 5)
    assert later["train_loss"] < before["train_loss"]
    assert tab.runs[run_id]["num_params"] == report["num_params"]
    tab.obeyed(run_id, type="stop")
    assert tab.until_state(run_id, "stopped")["reason"] is None


def test_everybody_gets_the_whole_history_once_and_in_order(served: Served, tab: Tab) -> None:
    run_id = tab.start(small(30))
    with Tab(served) as early, Tab(served) as late:
        early.follow(run_id)
        tab.follow(run_id)
        tab.until_point(run_id, lambda point: point["epoch"] >= 5)
        late.follow(run_id)
        seen = tab.points[run_id][-1]["seq"]
        whole = tab.until_over(run_id)
        assert early.until_over(run_id) == late.until_over(run_id) == whole
        late.follow(run_id, after=seen)
        assert late.until_over(run_id) == whole[seen:]
    assert tab.kept_points(run_id) == whole
    assert [point["seq"] for point in whole] == list(range(1, len(whole) + 1))
    epochs = [point["epoch"] for point in whole if point["kind"] == "epoch"]
    assert epochs == list(range(31))


def test_the_learning_rate_changes_while_it_runs_and_the_change_is_a_point(tab: Tab) -> None:
    run_id = tab.start(small(100_000))
    tab.follow(run_id)
    tab.until_point(run_id, lambda point: point["epoch"] >= 2)
    tab.obeyed(run_id, type="set", field="optimizer.lr", value=0.003)
    change = tab.until_point(run_id, lambda point: point["kind"] == "change")
    assert change["change"]["field"] == "optimizer.lr"
    assert change["change"]["after"] == 0.003
    assert change["step"] > 0
    tab.until_point(run_id, lambda point: point["epoch"] > change["epoch"] + 1)
    assert tab.runs[run_id]["settings"]["optimizer.lr"] == 0.003
    project = tab.http.get(f"/api/runs/{run_id}").json()["project"]
    assert project["training"].get("optimizer", {}).get("lr") != 0.003
    refused = tab.command(run_id, type="set", field="optimizer.lr", value=-1)
    assert not refused["ok"]
    assert "optimizer.lr cannot be -1" in refused["error"]
    tab.obeyed(run_id, type="stop")


def test_a_pause_is_obeyed_in_the_middle_of_an_epoch(tab: Tab) -> None:
    run_id = tab.start(one_long_epoch())
    tab.follow(run_id)
    tab.until_point(run_id, lambda point: point["step"] >= 50)
    tab.obeyed(run_id, type="pause")
    paused = tab.until_state(run_id, "paused")
    assert 50 <= paused["step"] < paused["steps_per_epoch"]
    assert paused["epoch"] == 0
    frames = [tab.measure(run_id, type="weights") for _ in range(2)]
    assert [frame["step"] for frame in frames] == [paused["step"]] * 2
    tab.obeyed(run_id, type="play")
    tab.until_state(run_id, "running")
    tab.until_point(run_id, lambda point: point["step"] > paused["step"])
    tab.obeyed(run_id, type="stop")


def test_it_steps_by_batch_and_by_epoch(tab: Tab) -> None:
    run_id = tab.start(small(), paused=True)
    tab.follow(run_id)
    tab.until_point(run_id)
    stands = [(0, 0)]
    for command in (
        {"unit": "batch"},
        {"unit": "batch", "count": 4},
        {"unit": "epoch"},
        {"unit": "epoch", "count": 2},
        {"unit": "batch"},
    ):
        tab.obeyed(run_id, type="step", **command)
        before = stands[-1][1]
        tab.until(
            lambda before=before: (
                tab.runs[run_id]["state"] == "paused" and tab.runs[run_id]["step"] > before
            )
        )
        stands.append((tab.runs[run_id]["epoch"], tab.runs[run_id]["step"]))
    assert stands == [(0, 0), (0, 1), (0, 5), (1, 13), (3, 39), (3, 40)]
    tab.obeyed(run_id, type="step", unit="epoch", count=7)
    assert tab.until_state(run_id, "finished")["epoch"] == 4


def test_the_speed_is_kept_and_leaves_no_trace_in_the_points(tab: Tab) -> None:
    free = trained(tab, small(2))
    run_id = tab.start(small(2), paused=True)
    tab.follow(run_id)
    tab.until_point(run_id)
    tab.obeyed(run_id, type="set", field="steps_per_second", value=200)
    tab.obeyed(run_id, type="play")
    assert tab.until_over(run_id) == free
    assert tab.runs[run_id]["steps_per_second"] == 200


def test_a_reset_gives_the_same_again_and_a_new_seed_does_not(tab: Tab) -> None:
    project = small()
    run_id = tab.start(project)
    tab.follow(run_id)
    whole = tab.until_over(run_id)
    again = tab.http.post(f"/api/runs/{run_id}/reset", json={"new_seed": False}).json()
    assert again["project"] == tab.http.get(f"/api/runs/{run_id}").json()["project"]
    assert again["info"]["state"] == "paused"
    other = tab.http.post(f"/api/runs/{run_id}/reset", json={"new_seed": True}).json()
    assert other["project"]["training"]["seed"] != project["training"]["seed"]
    points = []
    for made in (again["info"]["id"], other["info"]["id"]):
        tab.follow(made)
        tab.obeyed(made, type="play")
        points.append(tab.until_over(made))
    assert points[0] == whole
    assert points[1][0]["train_loss"] != whole[0]["train_loss"]


def test_a_reset_stops_the_run_that_was_going(tab: Tab) -> None:
    run_id = tab.start(small(100_000))
    tab.follow(run_id)
    tab.until_point(run_id)
    assert tab.http.post(f"/api/runs/{run_id}/reset", json={}).status_code == 201
    tab.until_state(run_id, "stopped")


@pytest.mark.parametrize(
    "project",
    [
        pytest.param(lesson("digits-cnn", epochs=1), id="digits"),
        more(small(), id="spiral"),
        more(lesson("diabetes", epochs=3), id="diabetes"),
    ],
)
def test_the_command_line_gives_the_same_losses(tab: Tab, tmp_path: Path, project: Json) -> None:
    points = [point for point in trained(tab, project) if point["kind"] == "epoch"]
    file = tmp_path / "project.json"
    file.write_text(json.dumps(project), encoding="utf-8")
    command = [sys.executable, "-m", "torchground.cli", "train", str(file), "--json"]
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=100)
    lines = [json.loads(line) for line in told.stdout.splitlines()]
    told_fields = ("epoch", "step", "train_loss", "test_loss", "metrics")
    expected = [{name: point[name] for name in told_fields} for point in points[1:]]
    assert lines[:-1] == expected
    assert lines[-1]["result"] == "finished"
    assert lines[-1]["train_loss"] == points[-1]["train_loss"]


def test_a_run_that_is_watched_closely_computes_the_same(tab: Tab) -> None:
    for project in (small(60, l1=1e-4), lesson("digits-cnn", epochs=2)):
        unseen = trained(tab, project)
        run_id = tab.start(project, paused=True)
        tab.follow(run_id)
        keys = tab.watch(run_id, watchable_probes())
        tab.until(lambda run_id=run_id, keys=keys: told_of(tab, run_id) >= set(keys))
        tab.obeyed(run_id, type="play")
        assert tab.until_over(run_id) == unseen
        pictures = [frame for (run, _), frame in tab.frames.items() if run == run_id]
        assert any(frame["step"] > 0 for frame in pictures)


def told_of(tab: Tab, run_id: str) -> set[str]:
    """The probes that gave a picture or said why there is none."""
    return {key for run, key in [*tab.frames, *tab.problems] if run == run_id}


def test_a_run_keeps_the_project_it_was_started_from(tab: Tab) -> None:
    project = small(2)
    saved = tab.http.post("/api/projects", json=project).json()["id"]
    run_id = tab.start(project)
    tab.follow(run_id)
    changed = small(9, l2=0.5) | {"title": "Changed"}
    assert tab.http.put(f"/api/projects/{saved}", json=changed).status_code == 200
    whole = tab.until_over(run_id)
    detail = tab.http.get(f"/api/runs/{run_id}").json()
    assert detail["project"] == project
    assert detail["info"]["title"] == "A chain"
    last = whole[-1]
    assert detail["info"]["final"] == {
        "train_loss": last["train_loss"],
        "test_loss": last["test_loss"],
        **last["metrics"],
    }


def test_the_list_has_every_run_newest_first_on_every_tab(served: Served, tab: Tab) -> None:
    made = [tab.start(small(1)) for _ in range(3)]
    listed = [run["id"] for run in tab.http.get("/api/runs").json()]
    assert [run_id for run_id in listed if run_id in made] == made[::-1]
    with Tab(served) as other:
        other.until(lambda: other.listed is not None)
        assert {run["id"] for run in other.listed or []} >= set(made)


def test_a_run_that_is_over_can_still_be_looked_into(tab: Tab) -> None:
    run_id = tab.start(small(2))
    tab.follow(run_id)
    tab.until_over(run_id)
    step = tab.runs[run_id]["step"]
    keys = tab.watch(run_id, [{"type": "output_map", "size": 20}])
    tab.until(lambda: (run_id, keys[0]) in tab.frames)
    assert tab.frames[run_id, keys[0]]["step"] == step
    weight = tab.measure(run_id, type="weight_value", node="h1", param="bias", index=[0])
    assert weight["step"] == step
    assert not tab.command(run_id, type="play")["ok"]
