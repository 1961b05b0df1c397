"""Trains a project to its end and reports every epoch."""

from __future__ import annotations

import contextlib
import signal
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from torchground.cli.exits import FAILED, FINISHED, INTERRUPTED

if TYPE_CHECKING:
    from torchground.files.checkpoints import CheckpointFile
    from torchground.network.spec import Project
    from torchground.telemetry.messages import Point
    from torchground.training.inbox import Inbox
    from torchground.training.messages import StateChanged

RUN_ID = "run"
"""The id of a command's only run in its checkpoints."""


@dataclass(frozen=True)
class Ended:
    """The end of a training."""

    state: StateChanged
    last: Point | None
    """The point of the last full epoch."""
    seconds: float
    checkpoint: CheckpointFile | None
    """The last checkpoint, where there is a folder for checkpoints."""

    @property
    def exit_code(self) -> int:
        codes = {"finished": FINISHED, "stopped": INTERRUPTED}
        return codes.get(self.state.state, FAILED)


def run_to_its_end(
    project: Project, device: str, tell: Callable[[Point], None], folder: Path | None = None
) -> Ended:
    """Trains a project and calls ``tell`` after every epoch. Writes checkpoints to ``folder`` where it is given."""
    from torchground.telemetry.messages import OVER
    from torchground.training.inbox import Inbox
    from torchground.training.loop import train as train_loop
    from torchground.training.messages import Checkpointed, PointMade, StateChanged
    from torchground.training.spec import RunSpec

    inbox, started = Inbox(), time.perf_counter()
    last: Point | None = None
    checkpoint: CheckpointFile | None = None
    spec = RunSpec(project, RUN_ID, device, folder)
    with stopping_on_interrupt(inbox):
        for message in train_loop(spec, inbox):
            if isinstance(message, PointMade) and message.point.kind == "epoch":
                last = message.point
                if last.epoch >= 1:
                    tell(last)
            elif isinstance(message, Checkpointed):
                checkpoint = message.file
            elif isinstance(message, StateChanged) and message.state in OVER:
                seconds = round(time.perf_counter() - started, 3)
                return Ended(message, last, seconds, checkpoint)
    raise RuntimeError("the loop ended without saying how")


@contextlib.contextmanager
def stopping_on_interrupt(inbox: Inbox) -> Iterator[None]:
    """The first Ctrl+C (or a request to terminate) stops the run between two steps. A second one stops the program."""
    from torchground.telemetry.messages import Stop

    def stop(number: int, frame: object) -> None:
        signal.signal(number, signal.default_int_handler)
        inbox.command(1, Stop())

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def device_of(asked: str) -> str | None:
    """The device for the training. ``auto`` is a GPU where there is one. None where ``cuda`` is asked for but not
    there."""
    if asked == "cpu":
        return "cpu"
    import torch

    if torch.cuda.is_available():
        return "cuda"
    return "cpu" if asked == "auto" else None
