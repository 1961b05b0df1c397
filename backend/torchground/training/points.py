"""The messages about a run's progress: its numbered points, its status, and the losses of all samples."""

from __future__ import annotations

from collections.abc import Generator
from time import monotonic
from typing import Any, Literal

from torchground.telemetry.messages import Change, Point, Status
from torchground.training.losses import Losses
from torchground.training.measures import Measures
from torchground.training.messages import Message, PointMade, Shown, Turn
from torchground.training.pace import Pace
from torchground.training.state import Training

BATCH_POINT_STEPS = 50
"""Within an epoch, a batch point is made after this many steps."""


def point_made(
    training: Training,
    kind: Literal["epoch", "batch", "change"],
    change: Change | None = None,
    **found: Any,
) -> PointMade:
    """The next point of a run at its current step. ``found`` are other fields of the point."""
    training.seq += 1
    if kind != "change":
        found["batch_loss"] = training.mean_loss()
    if kind != "batch" and training.settings.scheduler is not None:
        found["learning_rate"] = training.learning_rate()
    return PointMade(
        Point(
            seq=training.seq,
            kind=kind,
            epoch=training.epoch,
            step=training.step,
            change=change,
            **found,
        )
    )


def status_of(training: Training, run_id: str, steps_per_second: float) -> Shown:
    """The current status of a run."""
    return Shown(
        Status(
            run=run_id,
            epoch=training.epoch,
            step=training.step,
            batch_loss=training.last_loss,
            steps_per_second=steps_per_second,
        )
    )


def measured_in_turns(measures: Measures, pace: Pace) -> Generator[Message, None, Losses]:
    """Measures losses and metrics of all samples. Other runs have their turns meanwhile. This run handles no request
    until the losses are ready."""
    parts = measures.in_parts()
    while True:
        try:
            next(parts)
        except StopIteration as end:
            found: Losses = end.value
            return found
        if monotonic() >= pace.turn_ends:
            yield Turn()
            pace.begin_turn()
