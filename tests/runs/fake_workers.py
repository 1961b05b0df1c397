"""Workers that do nothing by themselves: a test says what they send, and sees what is sent to them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from torchground.telemetry.messages import Change, Point, RunState
from torchground.training.messages import (
    Answered,
    Checkpointed,
    CommandRequest,
    LoopRequest,
    PointMade,
    StateChanged,
)
from torchground.words import Sentence
from torchground.workers.base import Receiver, Sending
from torchground.workers.messages import FromRun, Start


class FakeWorkers:
    """One worker in the hands of a test."""

    def __init__(self, ready: bool = True) -> None:
        self.num_ready = 1 if ready else 0
        self.num_total = 1
        self.torch_version = "none"
        self.devices = ["cpu"]
        self.started: list[tuple[str, Start]] = []
        self.sent: list[tuple[str, LoopRequest]] = []
        self.dropped: list[str] = []
        self.held: set[str] = set()
        self._receiver: Receiver | None = None

    @property
    def receiver(self) -> Receiver:
        """Who receives."""
        assert self._receiver is not None
        return self._receiver

    def device_class(self, device: str | None, *, heavy: bool) -> str:
        return (device or "cpu").partition(":")[0]

    def is_ready_on(self, device_class: str) -> bool:
        ready = {device.partition(":")[0] for device in self.devices}
        return bool(self.num_ready) and device_class in ready

    async def open(self, receiver: Receiver) -> None:
        self._receiver = receiver

    async def close(self) -> None:
        """Nothing to end."""

    def start(self, run_id: str, start: Start, *, device: str | None, heavy: bool) -> str | None:
        if not self.is_ready_on(self.device_class(device, heavy=heavy)):
            return None
        self.started.append((run_id, start))
        self.held.add(run_id)
        return device or "cpu"

    def send(self, run_id: str, request: LoopRequest) -> Sending:
        if run_id not in self.held:
            return "not_held"
        self.sent.append((run_id, request))
        return "sent"

    def drop(self, run_id: str) -> None:
        if run_id in self.held:
            self.held.discard(run_id)
            self.dropped.append(run_id)

    # ---- what a test lets the worker do ----------------------------------------------------------

    def become_ready(self) -> None:
        """One more worker."""
        self.num_ready = 1
        self.receiver.worker_ready()

    def say(self, run_id: str, message: FromRun) -> None:
        """Let it send one message about a run."""
        self.receiver.received([(run_id, message)])

    def points(self, run_id: str, first: int, last: int, **fields: Any) -> None:
        """Let it send points, as one flush of a socket brings them."""
        self.receiver.received(
            [(run_id, PointMade(point(seq, **fields))) for seq in range(first, last + 1)]
        )

    def changed(self, run_id: str, seq: int, change: Change, **fields: Any) -> None:
        """Let it send the point of a changed setting."""
        self.points(run_id, seq, seq, kind="change", change=change, **fields)

    def state(
        self, run_id: str, state: RunState, reason: Sentence | None = None, step: int = 0
    ) -> None:
        """Let it send that the run trains, waits or is over."""
        self.say(run_id, StateChanged(state, reason, 0, step))

    def checkpoint(
        self, run_id: str, name: str, seq: int, step: int, sha256: str | None = None
    ) -> None:
        """Let it send that a checkpoint is written."""
        self.say(run_id, Checkpointed(Path("checkpoints") / name, seq, 0, step, sha256))

    @property
    def commands(self) -> list[tuple[str, CommandRequest]]:
        """The commands that were sent, in order."""
        return [(run, sent) for run, sent in self.sent if isinstance(sent, CommandRequest)]

    def answer(self, error: Sentence | None = None) -> None:
        """Let it answer the newest command."""
        run_id, command = self.commands[-1]
        self.say(run_id, Answered(command.request, error is None, error))

    def die(self, blamed: str | None = None, why: str = "killed by SIGKILL") -> None:
        """End it, with all it holds; another is there at once."""
        lost, self.held = sorted(self.held), set()
        self.receiver.worker_lost(lost, blamed, why)


def point(seq: int, **fields: Any) -> Point:
    """The point of that number."""
    values = {"kind": "epoch", "epoch": seq - 1, "step": (seq - 1) * 2, "train_loss": 1 / seq}
    return Point(seq=seq, **values | fields)
