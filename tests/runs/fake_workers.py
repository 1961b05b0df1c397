"""Workers that do nothing by themselves: a test says what they say, and sees what is said to them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from torchground.workers.base import Hears
from torchground.workers.protocol import Frame


class FakeWorkers:
    """One worker in the hands of a test."""

    def __init__(self, ready: bool = True) -> None:
        self.num_ready = 1 if ready else 0
        self.num_total = 1
        self.torch_version = "none"
        self.devices = ["cpu"]
        self.started: list[tuple[str, Mapping[str, Any]]] = []
        self.said: list[tuple[str, str, Mapping[str, Any]]] = []
        self.dropped: list[str] = []
        self.held: set[str] = set()
        self._hears: Hears | None = None

    @property
    def hears(self) -> Hears:
        """Who hears."""
        assert self._hears is not None
        return self._hears

    async def open(self, hears: Hears) -> None:
        self._hears = hears

    async def close(self) -> None:
        """Nothing to end."""

    def start(
        self, run_id: str, head: Mapping[str, Any], *, device: str | None, heavy: bool
    ) -> str | None:
        if not self.num_ready:
            return None
        self.started.append((run_id, dict(head)))
        self.held.add(run_id)
        return device or "cpu"

    def send(self, run_id: str, kind: str, head: Mapping[str, Any]) -> bool:
        if run_id not in self.held:
            return False
        self.said.append((run_id, kind, dict(head)))
        return True

    def drop(self, run_id: str) -> None:
        if run_id in self.held:
            self.held.discard(run_id)
            self.dropped.append(run_id)

    # ---- what a test lets the worker do ----------------------------------------------------------

    def become_ready(self) -> None:
        """One more worker."""
        self.num_ready = 1
        self.hears.ready()

    def say(self, run_id: str, kind: str, body: bytes = b"", **head: Any) -> None:
        """Let it say one thing of a run."""
        self.hears.heard([Frame(kind, run_id, head, body)])

    def points(self, run_id: str, first: int, last: int, **fields: Any) -> None:
        """Let it say points, as one flush of a socket brings them."""
        frames = []
        for seq in range(first, last + 1):
            point = {"seq": seq, "kind": "epoch", "epoch": seq - 1, "step": (seq - 1) * 2}
            point["train_loss"] = 1 / seq
            frames.append(Frame("point", run_id, {"json": json.dumps(point | fields)}))
        self.hears.heard(frames)

    def state(self, run_id: str, state: str, reason: str | None = None, step: int = 0) -> None:
        """Let it say that the run goes, waits or is over."""
        self.say(run_id, "state", state=state, reason=reason, epoch=0, step=step)

    def answer(self, error: str | None = None) -> None:
        """Let it answer the newest command."""
        run_id, _, head = [said for said in self.said if said[1] == "command"][-1]
        self.say(run_id, "answer", request=head["request"], ok=error is None, error=error)

    def die(self, blamed: str | None = None, why: str = "killed by SIGKILL") -> None:
        """End it, with all it holds; another is there at once."""
        homeless, self.held = sorted(self.held), set()
        self.hears.died(homeless, blamed, why)
