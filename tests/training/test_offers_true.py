"""The probes that a lesson offers show the run at its current step, and measuring changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import torch

from tests.training.drawings import opened, quick
from torchground.lessons import lessons
from torchground.network.spec import Project
from torchground.probing.offering import offers_for
from torchground.probing.scheduler import ProbeScheduler
from torchground.training.checkpoint import read, write
from torchground.training.probed_run import probe_scheduler
from torchground.training.state import Training

DOWNLOADED = {"cnn-mnist"}
"""Lessons whose data a test must not download."""
LESSONS = {lesson.id: lesson.project for lesson in lessons() if lesson.id not in DOWNLOADED}
STEPS = 3
REMEMBERS = {"surface_path", "gradient_norm"}
"""Probes that show the path since somebody began to watch. Their readings depend on that moment."""

Frames = dict[str, bytes | str]


@pytest.mark.parametrize("lesson_id", LESSONS)
def test_what_a_lesson_offers_is_true_and_leaves_it_alone(lesson_id: str, tmp_path: Path) -> None:
    project = opened(LESSONS[lesson_id])
    probes = [quick(offer.probe) for offer in offers_for(project)]
    watched = Training(project, torch.device("cpu"))
    scheduler = probe_scheduler(watched, "run")
    step(watched)
    frames(watched, scheduler, probes)
    step(watched, STEPS - 1)
    seen = frames(watched, scheduler, probes)

    alone, fresh = resumed(project, tmp_path)
    same(watched, alone)
    expected = frames(alone, fresh, probes)
    for probe in probes:
        if probe["type"] not in REMEMBERS:
            assert seen[str(probe)] == expected[str(probe)], probe
    same(watched, alone)


def resumed(project: Project, folder: Path) -> tuple[Training, ProbeScheduler]:
    """The same run at the same step, but no probe measured it, and another process took its last step."""
    first = Training(project, torch.device("cpu"))
    step(first, STEPS - 1)
    second = Training(project, torch.device("cpu"))
    scheduler = probe_scheduler(second, "run")
    second.restore(read(write(first.capture(), "run", folder), "run"))
    step(second)
    return second, scheduler


def step(training: Training, count: int = 1) -> None:
    """Takes ``count`` steps as the loop does."""
    with training.random.in_place():
        for _ in range(count):
            training.take(training.next_batches(1)[0])
            training.end_epoch()


def frames(
    training: Training, scheduler: ProbeScheduler, probes: Sequence[dict[str, Any]]
) -> Frames:
    """The packed readings of each probe, or its sentence where it cannot measure yet."""
    found: Frames = {}
    with training.random.in_place():
        for probe in probes:
            measured = scheduler.measure(0, probe)
            found[str(probe)] = measured.data if measured.data is not None else str(measured.error)
            assert "could not be measured" not in str(measured.error), measured.error
    return found


def same(some: Training, other: Training) -> None:
    """Fails where two runs differ in a single bit."""
    one, two = some.capture(), other.capture()
    assert one.facts == two.facts
    assert set(one.tensors) == set(two.tensors)
    for name, value in one.tensors.items():
        assert torch.equal(value, two.tensors[name]), name
