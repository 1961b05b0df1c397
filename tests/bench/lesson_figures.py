"""Trains every lesson and its variants to the end on one thread. Prints their final metrics and their seconds.

    python -m tests.bench.lesson_figures [LESSON ...]

Seconds are processor time of the whole training, including points. The tests in ``tests/lessons`` check what a lesson
must reach. This program prints the table.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

import torch

from tests.lessons.training import trained
from torchground.lessons import lessons
from torchground.network.check.checking import check
from torchground.telemetry.messages import Point

TOLD = (
    "test_exact",
    "test_accuracy",
    "test_nats_per_token",
    "test_kl",
    "test_mse",
    "test_r2",
    "modes",
    "quality",
    "mistakes",
)
"""The most important metrics. At most two of those that a lesson has are printed."""


def main() -> None:
    """Prints the table."""
    torch.set_num_threads(1)
    wanted = set(sys.argv[1:])
    print("| lesson | beside it | reached | CPU s |\n|---|---|---|---|")
    for lesson_id, variant in cases():
        if wanted and lesson_id not in wanted:
            continue
        begun = time.process_time()
        found = trained(lesson_id, variant)
        seconds = time.process_time() - begun
        end = f" ({found.state.state})" if found.state.state != "finished" else ""
        reached = told(found.points[-1]) + end
        print(f"| {lesson_id} | {variant or ''} | {reached} | {seconds:.1f} |", flush=True)


def cases() -> Iterator[tuple[str, str | None]]:
    """Every lesson that can be trained here, and its variants."""
    for lesson in lessons():
        if check(lesson.project).ok:
            yield lesson.id, None
            for variant in lesson.compare:
                yield lesson.id, variant.name


def told(point: Point) -> str:
    """The most important metrics of the last epoch."""
    metrics = [f"{name} {point.metrics[name]:.4g}" for name in TOLD if name in point.metrics][:2]
    loss = "–" if point.train_loss is None else f"{point.train_loss:.4g}"
    return ", ".join([*metrics, f"train loss {loss}", f"epoch {point.epoch}"])


if __name__ == "__main__":
    main()
