"""Whatever a lesson offers to look at: it shows the run as it stands at its step, and looking changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import torch

from tests.training.drawings import opened
from torchground.lessons import lessons
from torchground.network.spec import Project
from torchground.probing.offering import offers_for
from torchground.probing.scheduler import ProbeScheduler
from torchground.training.checkpoint import read, write
from torchground.training.probed_run import probe_scheduler
from torchground.training.state import Training

DOWNLOADED = {"cnn-mnist"}
"""Lessons whose data no test may fetch."""
LESSONS = {lesson.id: lesson.project for lesson in lessons() if lesson.id not in DOWNLOADED}
STEPS = 3
REMEMBERS = {"surface_path", "gradient_norm"}
"""Probes that show where the run has been since somebody looked, which depends on when that was."""
QUICKER: dict[str, dict[str, Any]] = {"loss_landscape": {"size": 5}, "robustness": {"count": 10}}
"""Settings of probes that look at very much."""

Frames = dict[str, bytes | str]


@pytest.mark.parametrize("lesson_id", LESSONS)
def test_what_a_lesson_offers_is_true_and_leaves_it_alone(lesson_id: str, tmp_path: Path) -> None:
    project = opened(LESSONS[lesson_id])
    probes = [
        {**offer.probe, **QUICKER.get(str(offer.probe["type"]), {})}
        for offer in offers_for(project)
    ]
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
    """The same run at the same step, which nobody looked at and whose last step was taken by another process."""
    first = Training(project, torch.device("cpu"))
    step(first, STEPS - 1)
    second = Training(project, torch.device("cpu"))
    scheduler = probe_scheduler(second, "run")
    second.restore(read(write(first.capture(), "run", folder), "run"))
    step(second)
    return second, scheduler


def step(training: Training, count: int = 1) -> None:
    """So many steps, as the loop takes them."""
    with training.random.in_place():
        for _ in range(count):
            training.take(training.next_batches(1)[0])
            training.end_epoch()


def frames(
    training: Training, scheduler: ProbeScheduler, probes: Sequence[dict[str, Any]]
) -> Frames:
    """What each probe measures now, packed as it is sent; where there is nothing yet, the sentence."""
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
