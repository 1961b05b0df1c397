"""A run as the book holds it in memory: what is committed and may be seen, and what is on its way."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any, Protocol

from torchground.runs.ring import Ring
from torchground.runs.watched import Watched
from torchground.storage.records import SavedCheckpoint, SavedRun
from torchground.telemetry.messages import OVER, Answer, Command, RunInfo, Setting


class Onlooker(Protocol):
    """Somebody who looks at runs."""

    def wake(self) -> None:
        """There is something new."""

    def forget(self, run_id: str) -> None:
        """The run is gone."""

    def close(self) -> None:
        """There is nothing more to see."""


@dataclass
class Pending:
    """A command on its way to the worker or back."""

    command: Command
    answer: asyncio.Future[Answer]
    answer_id: int
    sent: bool = False


@dataclass(eq=False)
class Kept:
    """One run. ``info`` and ``ring`` show only what is committed; the rest is how it gets there."""

    info: RunInfo
    attempt: int
    deaths: int
    checkpoint: SavedCheckpoint | None
    ring: Ring
    file: dict[str, Any] | None = None
    """The project, between its creation and its first worker; later it is read from storage."""
    heavy: bool = False
    fresh: bool = False
    """It was given to no worker yet, so its first attempt needs no new number."""
    held: bool = False
    """A worker holds it."""
    wants_pause: bool = False
    """It is to wait at its first step."""
    looking: bool = False
    """Its worker holds it for looking only: nothing it says changes the run."""
    said_seq: int = 0
    """The newest point that was given to the store."""
    settings: dict[str, Setting] = field(default_factory=dict)
    """The live settings with changes that are on their way to the store."""
    seq_at_death: int = -1
    """How far it was when its worker last died."""
    version: int = 1
    """Grows when ``info`` changed in a way that headers show."""
    status: str | None = None
    num_statuses: int = 0
    listeners: set[Onlooker] = field(default_factory=set)
    watched: Watched = field(default_factory=Watched)
    pending: dict[int, Pending] = field(default_factory=dict)
    measuring: dict[int, asyncio.Future[bytes | str]] = field(default_factory=dict)
    """Frames, or why there are none, that somebody waits for."""
    unwatched_since: float = field(default_factory=time.monotonic)
    forgetting: asyncio.TimerHandle | None = None

    @property
    def over(self) -> bool:
        """It trains no further."""
        return self.info.state in OVER

    @property
    def idle(self) -> bool:
        """Nobody looks and nothing trains: its place in a worker may be taken."""
        waits = self.over or self.info.state == "paused"
        return waits and not (self.listeners or self.pending or self.measuring)

    def change(self, **values: Any) -> None:
        """Show a change that was committed; the caller wakes whoever looks."""
        self.info = self.info.model_copy(update=values)
        self.version += 1

    def wake(self) -> None:
        """Tell those who look that there is something new."""
        for onlooker in self.listeners:
            onlooker.wake()


def kept(saved: SavedRun) -> Kept:
    """A run from storage."""
    info = saved.info
    return Kept(
        info,
        saved.attempt,
        saved.deaths,
        saved.checkpoint,
        Ring(info.id, info.last_seq),
        said_seq=info.last_seq,
        settings=dict(info.settings),
        seq_at_death=info.last_seq,
        heavy=info.device != "cpu",
    )
