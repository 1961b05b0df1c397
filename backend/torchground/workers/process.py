"""One worker process as the server sees it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import IO

from torchground.training.messages import StateChanged
from torchground.workers.messages import FromRun, Gone, ToWorker
from torchground.workers.outbox import Outbox


@dataclass(eq=False)
class WorkerProcess:
    """The server's end of its line, and what is known of it."""

    end: socket.socket
    mark: IO[bytes]
    """A file that the worker writes into whose turn it is."""
    device: str
    pid: int = 0
    ready: bool = False
    runs: set[str] = field(default_factory=set)
    training: set[str] = field(default_factory=set)
    """Those of its runs that train now; the others are only loaded."""
    heard_at: float = field(default_factory=time.monotonic)
    held_back: bool = False
    """The server is not reading, so the worker's silence says nothing."""
    outbox: Outbox = field(default_factory=Outbox)
    wake: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def device_class(self) -> str:
        """``cpu``, ``cuda``."""
        return self.device.partition(":")[0]

    @property
    def load(self) -> tuple[int, int]:
        """How busy it is; smaller is less."""
        return len(self.training), len(self.runs)

    def send(self, run_id: str, message: ToWorker) -> bool:
        """Queue a message for its socket; False where too many requests wait already."""
        taken = self.outbox.put(run_id, message)
        self.wake.set()
        return taken

    def notice(self, messages: Sequence[tuple[str, FromRun]]) -> None:
        """Keep track of which of its runs train."""
        for run_id, message in messages:
            if isinstance(message, StateChanged) and message.state == "running":
                self.training.add(run_id)
            elif isinstance(message, (StateChanged, Gone)):
                self.training.discard(run_id)

    def forget(self, run_id: str) -> None:
        """It no longer holds the run."""
        self.runs.discard(run_id)
        self.training.discard(run_id)

    def blamed(self) -> str | None:
        """The run that had its turn when the worker was last seen."""
        self.mark.seek(0)
        return self.mark.read(64).rstrip(b"\0").decode(errors="replace") or None

    def kill(self) -> None:
        """End it for sure, stopped or hanging."""
        with contextlib.suppress(OSError):
            if self.pid:
                os.kill(self.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
