"""Watched probes are measured when due, within a budget, and at most once at each step. A failing probe reports it
once."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from tests.training.drawings import only, project, started, through, until
from torchground.probing import scheduler
from torchground.probing.probe import ProbeError
from torchground.probing.probes.weights import Weights
from torchground.probing.scheduler import ProbeScheduler
from torchground.telemetry.messages import Step, probe_key
from torchground.telemetry.wire import unpack_frame
from torchground.training.messages import Measured, ProbeFailed, ProbeFrame, StateChanged, Turn
from torchground.training.probed_run import probe_scheduler
from torchground.training.spec import RunSpec
from torchground.training.state import Training

MAPS = {"type": "unit_maps", "size": 5}
WEIGHTS = {"type": "weights"}


def some() -> ProbeScheduler:
    training = Training(project(), torch.device("cpu"))
    return probe_scheduler(training, "r1")


def test_a_paused_run_shows_each_watched_probe_once_a_step() -> None:
    loop, inbox = started(RunSpec(project(), run_id="r1", start_paused=True))
    until(loop, "paused")
    inbox.watch([MAPS, WEIGHTS])
    first = through(loop, Turn)
    assert [frame.probe_key for frame in only(ProbeFrame, first)] == [
        probe_key(MAPS),
        probe_key(WEIGHTS),
    ]
    assert only(ProbeFrame, through(loop, Turn)) == []
    inbox.command(1, Step(count=2))
    seen = until(loop, "paused")
    while len(only(ProbeFrame, seen)) < 2:
        seen += through(loop, Turn)
    frame = unpack_frame(only(ProbeFrame, seen)[-1].data)
    assert (frame["run"], frame["step"], frame["epoch"]) == ("r1", 2, 0)


def test_a_probe_that_is_no_longer_watched_is_no_longer_measured() -> None:
    loop, inbox = started(RunSpec(project(), start_paused=True))
    until(loop, "paused")
    inbox.watch([MAPS])
    assert len(only(ProbeFrame, through(loop, Turn))) == 1
    inbox.watch([])
    inbox.command(1, Step(count=1))
    seen = until(loop, "running") + until(loop, "paused") + through(loop, Turn)
    assert only(ProbeFrame, seen) == []


def test_nothing_is_measured_while_the_line_is_full() -> None:
    loop, inbox = started(RunSpec(project(), start_paused=True))
    until(loop, "paused")
    inbox.frames_wanted = False
    inbox.watch([MAPS])
    turn = through(loop, Turn)
    assert only(ProbeFrame, turn) == []
    assert isinstance(turn[-1], Turn)
    assert turn[-1].idle_until != float("inf")
    inbox.frames_wanted = True
    assert len(only(ProbeFrame, through(loop, Turn))) == 1


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ({"type": "weather"}, "no such probe"),
        ({"type": "unit_maps", "size": "big"}, "size"),
        ({"type": "unit_maps", "colour": 1}, "colour"),
        ({"type": "curve"}, "one input"),
        ({"type": "unit_value", "node": "n0", "index": [99]}, "no place"),
        ({"type": "unit_value", "node": "nowhere"}, "no node nowhere"),
        ({"type": "weight_value", "node": "n1"}, "no n1.weight"),
        ({"type": "sample_output", "sample": 10_000}, "the last one is 29"),
    ],
)
def test_what_cannot_be_measured_is_said_in_a_sentence(wanted: dict[str, Any], words: str) -> None:
    found = some()
    measured = found.measure(3, wanted)
    assert measured.key == "#3"
    assert measured.data is None
    assert words in str(measured.error)
    failures = [*found.watch([wanted]), *found.frames(1e9, 0.0), *found.frames(2e9, 0.0)]
    assert [failure.data for failure in failures] == [None]
    assert words in str(failures[0].error)


def test_a_probe_that_breaks_becomes_a_problem_and_the_run_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("by nothing")

    monkeypatch.setattr(Weights, "measure", broken)
    loop, inbox = started(RunSpec(project()))
    inbox.watch([WEIGHTS])
    seen = until(loop, "finished")
    while not only(ProbeFailed, seen):
        seen.append(next(loop))
    assert "by nothing" in str(only(ProbeFailed, seen)[0].error)
    assert only(StateChanged, seen)[-1].state == "finished"


def test_a_measurement_on_demand_is_answered_under_its_number() -> None:
    loop, inbox = started(RunSpec(project(), start_paused=True))
    until(loop, "paused")
    inbox.measure(42, {"type": "weight_value", "node": "n0", "index": [0, 1]})
    (measured,) = only(Measured, through(loop, Measured))
    frame = unpack_frame(measured.data)
    assert frame["probe"] == "#42"
    assert frame["readings"][0].path == "n0.weight"


def test_dear_probes_are_measured_less_often_and_cheap_ones_are_not() -> None:
    found = some()
    list(found.watch([MAPS, WEIGHTS]))
    list(found.frames(0.0, 0.0))
    maps, weights = found._watched.values()
    maps.cost_secs, weights.cost_secs = 0.02, 0.0001
    found._share_time()
    assert weights.interval_secs == pytest.approx(scheduler.INTERVAL_SECS)
    part = maps.cost_secs / maps.interval_secs + weights.cost_secs / weights.interval_secs
    assert part == pytest.approx(scheduler.BUDGET)


def test_one_slow_moment_and_the_first_look_do_not_count_for_much() -> None:
    watched = scheduler.Watched(Weights())
    watched.spent(5.0)
    assert watched.cost_secs == 0.0
    for secs in (0.001, 0.001, 0.1, 0.001, 0.001, 0.001):
        watched.spent(secs)
    assert watched.cost_secs < 0.02


def test_a_probe_error_is_not_wrapped() -> None:
    found = some()
    with pytest.raises(ProbeError, match="no convolution"):
        found._frame("k", scheduler._parsed({"type": "filters"}))
