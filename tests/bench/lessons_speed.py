"""How long every lesson takes from its first step to its last epoch, and where it ends, as a table.

Run: python -m tests.bench.lessons_speed [lesson ...]
"""

from __future__ import annotations

import sys
import time

from tests.training.drawings import opened
from torchground.lessons import lessons
from torchground.telemetry.messages import Point
from torchground.training.loop import train
from torchground.training.messages import PointMade, StateChanged
from torchground.training.spec import RunSpec


def main(wanted: list[str]) -> None:
    """One row a lesson; the seconds to the first point are those of data, network and first measurement."""
    head = ("epochs", "steps", "to first", "in all", "steps/s", "test loss")
    print(f"{'lesson':24}" + "".join(f"{name:>11}" for name in head) + "  metrics")
    for lesson in lessons():
        if wanted and lesson.id not in wanted:
            continue
        first, secs, last, state = trained(lesson.project)
        speed = last.step / (secs - first)
        row = f"{last.epoch:>11,}{last.step:>11,}{first:>11.2f}{secs:>11.2f}{speed:>11,.0f}"
        metrics = ", ".join(f"{k} {v:.3f}" for k, v in last.metrics.items() if k.startswith("test"))
        end = metrics if state == "finished" else f"{metrics} ({state})"
        print(f"{lesson.id:24}{row}{last.test_loss or 0:>11.4f}  {end}", flush=True)


def trained(file: dict[str, object]) -> tuple[float, float, Point, str]:
    """Seconds to the first point and in all, the last epoch point, the state at the end."""
    begun, first, last, state = time.perf_counter(), 0.0, None, ""
    for message in train(RunSpec(opened(file))):
        if isinstance(message, PointMade) and message.point.kind == "epoch":
            first = first or time.perf_counter() - begun
            last = message.point
        elif isinstance(message, StateChanged):
            state = message.state
    assert last is not None
    return first, time.perf_counter() - begun, last, state


if __name__ == "__main__":
    main(sys.argv[1:])
