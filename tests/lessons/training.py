"""Trains each lesson once through the real loop, for its last points and for probes at the end."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import torch

from torchground.lessons import Lesson, lessons
from torchground.network.check.checking import resolve
from torchground.network.spec import Project
from torchground.telemetry.messages import Point
from torchground.telemetry.reading import Reading
from torchground.telemetry.wire import unpack_frame
from torchground.training.loop import Loop
from torchground.training.messages import PointMade, StateChanged
from torchground.training.probed_run import probe_scheduler
from torchground.training.spec import RunSpec
from torchground.training.state import Training


@dataclass(frozen=True)
class Trained:
    """A lesson after its last step."""

    points: tuple[Point, ...]
    """The points of the epochs."""
    state: StateChanged
    """The final state."""
    training: Training


def lesson_of(lesson_id: str) -> Lesson:
    return next(lesson for lesson in lessons() if lesson.id == lesson_id)


def project_of(lesson_id: str, variant: str | None = None, seed: int | None = None) -> Project:
    """A lesson's project or one of its variants, with its own seed or another one."""
    lesson = lesson_of(lesson_id)
    file: dict[str, Any] = lesson.project
    if variant is not None:
        file = next(other.project for other in lesson.compare if other.name == variant)
    if seed is not None:
        file = {**file, "training": {**file["training"], "seed": seed}}
    project, report = resolve(file)
    assert project, report.problems
    return project


def trained(lesson_id: str, variant: str | None = None, seed: int | None = None) -> Trained:
    """A lesson after its training, however it ended."""
    return _trained(lesson_id, variant, seed)


@cache
def _trained(lesson_id: str, variant: str | None, seed: int | None) -> Trained:
    torch.set_num_threads(1)
    loop = Loop(RunSpec(project_of(lesson_id, variant, seed)), None)
    with loop.training.random.in_place():
        messages = list(loop.road())
    points = [message.point for message in messages if isinstance(message, PointMade)]
    epochs = tuple(point for point in points if point.kind == "epoch")
    states = [message for message in messages if isinstance(message, StateChanged)]
    return Trained(epochs, states[-1], loop.training)


def curve(lesson_id: str, seed: int | None = None, variant: str | None = None) -> tuple[Point, ...]:
    """The epoch points of a lesson that finishes."""
    found = trained(lesson_id, variant, seed)
    assert found.state.state == "finished"
    return found.points


def end(lesson_id: str, seed: int | None = None, variant: str | None = None) -> Point:
    """The last epoch point."""
    return curve(lesson_id, seed, variant)[-1]


def metric(name: str, lesson_id: str, variant: str | None = None) -> float:
    """A metric at the end, for example ``test_mse``."""
    return end(lesson_id, variant=variant).metrics[name]


def accuracy(lesson_id: str, seed: int | None = None, variant: str | None = None) -> float:
    return end(lesson_id, seed, variant).metrics["test_accuracy"]


def untrained(lesson_id: str, variant: str | None = None) -> Training:
    """A lesson before its first step."""
    return Training(project_of(lesson_id, variant), torch.device("cpu"))


def seen(training: Training, probe: str, **fields: Any) -> list[Reading[Any]]:
    """The readings of a probe now."""
    measured = probe_scheduler(training, "run").measure(1, {"type": probe, **fields})
    assert measured.data is not None, measured.error
    readings: list[Reading[Any]] = unpack_frame(measured.data)["readings"]
    return readings
