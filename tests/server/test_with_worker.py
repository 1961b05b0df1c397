"""The whole road with a real worker: from a posted project to points, pictures and exact numbers on a socket."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from websockets.sync.client import ClientConnection

from tests.server.serving import Site, receive, serving
from tests.server.test_jsonbody import JSON
from tests.server.test_routes import SPIRAL
from torchground.server.app import local_workers
from torchground.telemetry.wire import unpack_frame

pytestmark = pytest.mark.timeout(300)  # a busy machine may take a minute to load torch
LONG: dict[str, Any] = SPIRAL | {"training": {"optimizer": {"type": "adam"}, "epochs": 1_000_000}}


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server with one worker."""
    with serving(tmp_path_factory.mktemp("trained"), local_workers) as up:
        up.wait_for_worker()
        yield up


@contextlib.contextmanager
def following(site: Site, project: object, **how: object) -> Iterator[tuple[str, ClientConnection]]:
    """A new run and a tab that shows it; the run is deleted afterwards."""
    run_id = site.post("/api/runs", {"project": project, **how}).json()["info"]["id"]
    with site.stream() as tab:
        say(tab, type="subscribe", run=run_id, after=0)
        yield run_id, tab
    assert site.client.delete(f"/api/runs/{run_id}").status_code == 204


def say(tab: ClientConnection, **message: object) -> None:
    tab.send(json.dumps(message))


def command(tab: ClientConnection, run_id: str, **command: object) -> dict[str, Any]:
    """The answer to a command."""
    say(tab, type="command", id=1, run=run_id, command=command)
    return receive(tab, "answer", 60)


def until(tab: ClientConnection, state: str) -> dict[str, Any]:
    """The run, once it is in a state."""
    while True:
        run: dict[str, Any] = receive(tab, "run", 60)["run"]
        if run["state"] == state:
            return run


def points_to_the_end(tab: ClientConnection) -> list[dict[str, Any]]:
    """All points of a run that is finished, in the order they came; its state may come before or after the last."""
    points: list[dict[str, Any]] = []
    last_seq = None
    while last_seq is None or len(points) < last_seq:
        frame = tab.recv(timeout=60)
        message = json.loads(frame) if isinstance(frame, str) else {}
        if message.get("type") == "points":
            points += message["points"]
        elif message.get("type") == "run" and message["run"]["state"] == "finished":
            last_seq = message["run"]["last_seq"]
    return points


def test_a_run_is_trained_to_its_end_and_its_points_are_dense(trained: Site) -> None:
    with following(trained, SPIRAL) as (run_id, tab):
        points = points_to_the_end(tab)
        kept = trained.client.get(f"/api/runs/{run_id}/metrics").json()["points"]
        assert kept == points
        assert [point["seq"] for point in points] == list(range(1, len(points) + 1))
        with trained.stream() as other:
            say(other, type="subscribe", run=run_id, after=2)
            assert receive(other, "points")["points"] == points[2:]


def test_a_draft_shows_its_first_pictures_and_exact_numbers_before_it_is_played(
    trained: Site,
) -> None:
    with following(trained, SPIRAL, draft=True, paused=True) as (run_id, tab):
        until(tab, "paused")
        say(tab, type="watch", run=run_id, probes=[{"type": "weights"}])
        weights = next(unpack_frame(frame) for frame in tab if isinstance(frame, bytes))
        assert weights["probe"] == "weights()"
        first = next(r for r in weights["readings"] if r.path.startswith("h1"))
        probe = {"type": "weight_value", "node": "h1", "param": "weight", "index": [3, 1]}
        say(tab, type="measure", id=5, run=run_id, probe=probe)
        assert receive(tab, "answer", 60)["ok"] is True
        exact = next(unpack_frame(frame) for frame in tab if isinstance(frame, bytes))
        assert exact["probe"] == "#5"
        assert exact["readings"][0].tensors["values"] == first.tensors["values"][3, 1]


def test_commands_are_obeyed_and_leave_their_mark(trained: Site) -> None:
    with following(trained, LONG) as (run_id, tab):
        until(tab, "running")
        assert command(tab, run_id, type="set", field="optimizer.lr", value=0.5)["ok"]
        assert command(tab, run_id, type="pause")["ok"]
        paused = trained.client.get(f"/api/runs/{run_id}").json()["info"]
        assert paused["state"] == "paused"
        assert paused["settings"]["optimizer.lr"] == 0.5
        assert command(tab, run_id, type="step", unit="batch", count=3)["ok"]
        refused = command(tab, run_id, type="set", field="optimizer.lr", value=-1)
        assert not refused["ok"]
        assert refused["error"]
        assert command(tab, run_id, type="stop")["ok"]
        again = trained.post(f"/api/runs/{run_id}/commands", {"type": "play"}).json()
        assert not again["ok"]
        assert again["error"]


def test_a_reset_begins_anew_from_the_same_project(trained: Site) -> None:
    with following(trained, LONG) as (run_id, tab):
        until(tab, "running")
        same = trained.post(f"/api/runs/{run_id}/reset", {"new_seed": False}).json()
        other = trained.post(f"/api/runs/{run_id}/reset", {"new_seed": True}).json()
        project = trained.client.get(f"/api/runs/{run_id}").json()["project"]
        assert same["project"] == project
        assert other["project"]["training"]["seed"] != project["training"].get("seed", 1)
        assert until(tab, "stopped")
        for draft in (same, other):
            assert trained.client.delete(f"/api/runs/{draft['info']['id']}").status_code == 204


def test_a_loss_that_is_not_finite_crosses_the_wire_as_what_it_is(trained: Site) -> None:
    wild = SPIRAL | {
        "training": {
            "optimizer": {"type": "sgd", "lr": 10.0},
            "loss": {"type": "mse"},
            "epochs": 500,
        }
    }
    with following(trained, wild) as (run_id, tab):
        failed = until(tab, "failed")
        assert "diverged at step" in failed["reason"]
        text = trained.client.get(f"/api/runs/{run_id}/metrics").text
        json.loads(text, parse_constant=lambda name: pytest.fail(f"bare {name} on the wire"))


@settings(max_examples=60)
@given(
    st.fixed_dictionaries(
        {"type": st.sampled_from(["play", "pause", "step", "set"])},
        optional={
            "field": st.sampled_from(
                ["optimizer.lr", "l1", "clip_grad_norm", "steps_per_second", "x"]
            ),
            "value": st.none() | st.floats() | JSON,
            "unit": st.sampled_from(["batch", "epoch", "sample"]),
            "count": st.integers(-1, 3) | JSON,
        },
    )
)
def test_no_command_whatever_it_says_ends_a_run(
    trained: Site, going: str, order: dict[str, Any]
) -> None:
    answer = trained.post(f"/api/runs/{going}/commands", order)
    assert answer.status_code in (200, 422)
    assert answer.status_code == 422 or answer.json()["ok"] or answer.json()["error"]
    assert trained.client.get(f"/api/runs/{going}").json()["info"]["state"] in (
        "queued",
        "running",
        "paused",
    )


@pytest.fixture(scope="module")
def going(trained: Site) -> Iterator[str]:
    """A run that goes on for as long as the module."""
    run_id = trained.post("/api/runs", {"project": LONG}).json()["info"]["id"]
    yield run_id
    trained.client.delete(f"/api/runs/{run_id}")
