"""The same project gives the same run: points and weights are equal bit for bit, whatever happens around it."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.training.architectures import ARCHITECTURES
from tests.training.drawings import NOISY, TANH_4, finished, only, points, project, quick
from torchground.catalogue.bases.entries import entries
from torchground.network.spec import Project
from torchground.probing.offering import offers_for
from torchground.telemetry.messages import Pause, Play, Point, Set, Step
from torchground.training import pace
from torchground.training.capture import Capture
from torchground.training.checkpoint import read
from torchground.training.inbox import Inbox
from torchground.training.loop import train
from torchground.training.messages import Checkpointed, Message, PointMade, StateChanged, Turn
from torchground.training.spec import PastChange, Resume, RunSpec

RUNS = [
    project(TANH_4, optimizer={"type": "adam"}, epochs=4),
    project(NOISY, optimizer={"type": "sgd", "momentum": 0.5}, epochs=3, batch_size=7),
    project(NOISY, optimizer={"type": "rmsprop"}, loss={"type": "mse"}, epochs=2, l1=0.01),
]
EVERY: dict[str, Project] = {
    **ARCHITECTURES,
    "early stopping": project(
        optimizer={"type": "sgd", "lr": 5.0},
        early_stopping={"patience": 2},
        epochs=30,
    ),
    "on plateau": project(
        optimizer={"type": "adam", "lr": 0.5},
        scheduler={"type": "reduce_lr_on_plateau", "patience": 1},
        epochs=8,
    ),
    "one cycle": project(
        NOISY,
        optimizer={"type": "sgd", "lr": 0.1, "momentum": 0.9},
        scheduler={"type": "one_cycle_lr"},
        epochs=4,
    ),
    "l-bfgs": project(
        optimizer={"type": "lbfgs", "line_search_fn": "none"}, batch_size=30, epochs=6, l2=0.001
    ),
    "l-bfgs with a line search": project(
        optimizer={"type": "lbfgs", "line_search_fn": "strong_wolfe"}, batch_size=30, epochs=6
    ),
    **{
        name: project(optimizer={"type": name}, epochs=2)
        for name, entry in entries("optimizers").items()
        if name != "lbfgs"
    },
}
PROBES: list[dict[str, Any]] = [
    {"type": "unit_maps", "size": 5},
    {"type": "output_map", "size": 5},
    {"type": "weights"},
    {"type": "confusion"},
    {"type": "layer_stats"},
    {"type": "curve"},
]


@dataclass(frozen=True)
class Do:
    """Something that a driver does in its turn."""

    what: str
    count: int = 1


DOINGS = st.lists(
    st.builds(
        Do,
        st.sampled_from(
            ["nothing", "pause", "play", "batch", "epoch", "watch", "look", "set", "die"]
        ),
        st.integers(1, 6),
    ),
    max_size=25,
)


def same(some: Capture, other: Capture) -> None:
    """Fails where two captures differ in a single bit."""
    assert some.facts == other.facts
    assert set(some.tensors) == set(other.tensors)
    for name, value in some.tensors.items():
        assert torch.equal(value, other.tensors[name]), name


def disturbed(
    run: RunSpec, doings: list[Do], probes: list[dict[str, Any]] = PROBES
) -> tuple[list[Point], Capture]:
    """A run to its end while all this happens to it. Returns the points by seq, the first of each, and the last
    capture."""
    kept: dict[int, Point] = {}
    resume, seq, state = run.resume, 0, ""
    while state != "finished":
        state, resume, seq = _attempt(replace(run, resume=resume), seq, doings, kept, probes)
        resume = replace(resume, changes=changes(kept, after=seq), last_seq=max(kept, default=0))
    assert resume.checkpoint is not None
    return [kept[seq] for seq in sorted(kept)], read(resume.checkpoint, run.run_id)


def changes(kept: dict[int, Point], after: int) -> tuple[PastChange, ...]:
    """The changes at points after a checkpoint."""
    late = [point for seq, point in sorted(kept.items()) if seq > after]
    return tuple(PastChange(point.step, point.change) for point in late if point.change)


def _attempt(
    run: RunSpec,
    seq: int,
    doings: list[Do],
    kept: dict[int, Point],
    probes: list[dict[str, Any]],
) -> tuple[str, Resume, int]:
    """One attempt: until the run is over or its process dies. Also returns the last checkpoint and its seq."""
    inbox, resume = Inbox(), run.resume
    torch.rand(3)  # other code in the process also draws random numbers
    for message in train(run, inbox):
        if isinstance(message, PointMade):
            assert kept.setdefault(message.point.seq, message.point) == message.point
        elif isinstance(message, Checkpointed):
            resume, seq = Resume(message.file), message.seq
        elif isinstance(message, StateChanged) and message.state == "finished":
            return "finished", resume, seq
        elif isinstance(message, Turn):
            torch.rand(1)
            doing = doings.pop() if doings else Do("play")
            if doing.what == "die":
                return "dead", resume, seq
            _do(doing, inbox, probes)
    raise AssertionError("a run with an inbox does not end by itself")


def _do(doing: Do, inbox: Inbox, probes: list[dict[str, Any]]) -> None:
    if doing.what == "pause":
        inbox.command(1, Pause())
    elif doing.what == "play":
        inbox.command(1, Play())
    elif doing.what in ("batch", "epoch"):
        inbox.command(1, Step(unit=doing.what, count=doing.count))  # type: ignore[arg-type]
    elif doing.what == "set":
        inbox.command(1, Set(field="optimizer.lr", value=0.003 * doing.count))
    elif doing.what == "watch":
        inbox.watch(probes[: doing.count])
    elif doing.what == "look":
        inbox.measure(2, probes[(doing.count - 1) % len(probes)])


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[list[Point], Capture]]:
    """Each run without disturbance, with the plain strategy."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pace, "SEARCH_SECS", 1e9)
        folder = tmp_path_factory.mktemp("undisturbed")
        return [finished(RunSpec(run, checkpoint_dir=folder)) for run in RUNS]


@settings(max_examples=25)
@given(doings=DOINGS, which=st.sampled_from(range(len(RUNS))), fast=st.booleans())
def test_nothing_but_changed_settings_changes_a_run(
    undisturbed: list[tuple[list[Point], Capture]], doings: list[Do], which: int, fast: bool
) -> None:
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        patch.setattr(pace, "TURN_SECS", 0.0)
        patch.setattr(pace, "FIRST_CHECKPOINT_SECS", 0.001)
        patch.setattr(pace, "CHECKPOINT_SECS", 0.002)
        patch.setattr(pace, "KEEPING_FACTOR", 0)
        patch.setattr(pace, "SEARCH_SECS", 0.0 if fast else 1e9)
        patch.setattr(pace, "SMALL_STEP_SECS", 1e9)
        run = RunSpec(RUNS[which], checkpoint_dir=Path(folder))
        made, capture = disturbed(run, list(doings))
        expected, end = undisturbed[which]
        again = changes({point.seq: point for point in made}, after=0)
        if again:
            expected, end = finished(replace(run, resume=Resume(None, again)))
    assert made == expected
    same(capture, end)


EVENTFUL = [
    Do("play"),
    *[Do("nothing")] * 5,
    Do("die"),
    Do("look", 1),
    Do("batch", 2),
    Do("play"),
    *[Do("nothing")] * 3,
    Do("watch", 99),
    Do("die"),
    Do("nothing"),
    Do("play"),
    Do("pause"),
    Do("look", 2),
    *[Do("nothing")] * 2,
    Do("watch", 99),
]
"""Two deaths, a pause, single steps, and all probes watched. The list is taken from its end."""


@pytest.mark.parametrize("fast", [False, True])
@pytest.mark.parametrize("name", EVERY)
def test_every_architecture_learns_the_same_whatever_happens_around_it(
    name: str, fast: bool, tmp_path: Path
) -> None:
    project = EVERY[name]
    probes = [quick(offer.probe) for offer in offers_for(project)] + PROBES
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pace, "SEARCH_SECS", 1e9)
        expected, end = finished(RunSpec(project, "alone", checkpoint_dir=tmp_path))
        patch.setattr(pace, "TURN_SECS", 0.0)
        patch.setattr(pace, "FIRST_CHECKPOINT_SECS", 0.0)
        patch.setattr(pace, "CHECKPOINT_SECS", 0.0)
        patch.setattr(pace, "KEEPING_FACTOR", 0)
        patch.setattr(pace, "SEARCH_SECS", 0.0 if fast else 1e9)
        patch.setattr(pace, "SMALL_STEP_SECS", 1e9)
        run = RunSpec(project, "busy", checkpoint_dir=tmp_path)
        made, capture = disturbed(run, list(EVENTFUL), probes)
    assert made == expected
    same(capture, end)


def test_a_resumed_run_makes_its_committed_changes_again(tmp_path: Path) -> None:
    run = RunSpec(RUNS[1], checkpoint_dir=tmp_path, start_paused=True)
    first = _changed_on_the_way(run)
    committed = [p for p in points(first) if p.change is not None]
    past = tuple(PastChange(p.step, p.change) for p in committed if p.change is not None)
    resume = Resume(None, past, last_seq=points(first)[-1].seq)
    again = list(train(replace(run, start_paused=False, resume=resume)))
    assert points(again) == points(first)
    ends = [only(Checkpointed, messages)[-1].file for messages in (first, again)]
    same(*(read(file, run.run_id) for file in ends))


def _changed_on_the_way(run: RunSpec) -> list[Message]:
    """All messages of a run whose settings change in the middle of two epochs."""
    inbox, seen, paused = Inbox(), [], 0
    wishes = [
        Step(count=3),
        Set(field="optimizer.lr", value=0.02),
        Set(field="l2", value=0.1),
        Step(count=5),
        Set(field="clip_grad_norm", value=0.5),
        Play(),
    ]
    for message in train(run, inbox):
        seen.append(message)
        if isinstance(message, StateChanged) and message.state == "finished":
            break
        if isinstance(message, Turn) and message.idle_until == float("inf") and wishes:
            paused += 1
            inbox.command(paused, wishes.pop(0))
    return seen


def test_what_is_asked_while_a_run_repeats_itself_waits_until_it_is_done(tmp_path: Path) -> None:
    run = RunSpec(RUNS[0], checkpoint_dir=tmp_path)
    undisturbed, _ = finished(run)
    inbox = Inbox()
    inbox.command(1, Set(field="optimizer.lr", value=0.5))
    inbox.command(2, Pause())
    seen: list[Message] = []
    for message in train(replace(run, resume=Resume(None, last_seq=3)), inbox):
        seen.append(message)
        if isinstance(message, StateChanged) and message.state == "paused":
            break
    made = points(seen)
    assert made[:3] == undisturbed[:3]
    assert made[3].kind == "change"
    assert made[3].seq == 4


def test_two_runs_in_turns_do_not_disturb_one_another(
    undisturbed: list[tuple[list[Point], Capture]],
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pace, "TURN_SECS", 0.0)
        loops = [train(RunSpec(run)) for run in RUNS]
        seen: list[list[Message]] = [[] for _ in RUNS]
        going = True
        while going:
            going = False
            for loop, messages in zip(loops, seen, strict=True):
                message = next(loop, None)
                if message is not None:
                    messages.append(message)
                    going = True
    for messages, (expected, _) in zip(seen, undisturbed, strict=True):
        assert points(messages) == expected


def test_the_random_state_around_a_run_is_left_alone() -> None:
    torch.manual_seed(5)
    expected = torch.rand(4)
    torch.manual_seed(5)
    list(train(RunSpec(RUNS[1])))
    assert torch.equal(torch.rand(4), expected)
