"""A run beside its state: what its watchers share, and who waits for an answer. It decides nothing."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any, Protocol

from torchground.people import Actor
from torchground.runs.events import Event
from torchground.runs.ring import Ring
from torchground.runs.run_state import LiveRun
from torchground.runs.watched import Newest, Watched
from torchground.telemetry.messages import LiveMessage, RunInfo
from torchground.words import Sentence


class Watcher(Protocol):
    """Somebody who watches runs."""

    @property
    def actor(self) -> Actor:
        """Who it is."""

    @property
    def num_drafts(self) -> int:
        """How many drafts it shows."""

    def wake(self) -> None:
        """There is something new."""

    def forget(self, run_id: str) -> None:
        """The run is gone."""

    def close(self) -> None:
        """There is nothing more to see."""


@dataclass(eq=False)
class RunHandle:
    """One run: its state, which only ``effects.Effects`` replaces, and what is shown of it."""

    run: LiveRun
    ring: Ring
    file: dict[str, Any] | None = None
    """The project, between its creation and its first worker; later it is read from storage."""
    version: int = 1
    """Grows when ``info`` changed in a way that headers show."""
    key: str = ""
    """For whom it counts, as far as that is known since the server was started."""
    owner: str | None = None
    """Who made it (see ``people``); None: it is everybody's."""
    live: dict[str, Newest] = field(default_factory=dict)
    """The newest message of each type that its worker shows."""
    watched: Watched = field(default_factory=Watched)
    watchers: set[Watcher] = field(default_factory=set)
    unwatched_since: float = field(default_factory=time.monotonic)
    answers: dict[int, asyncio.Future[Sentence | None]] = field(default_factory=dict)
    """Who waits for a command or a deletion, by request."""
    measures: dict[int, asyncio.Future[bytes | str]] = field(default_factory=dict)
    """Who waits for a measurement, by request."""
    forgetting: asyncio.TimerHandle | None = None
    events: deque[Event] = field(default_factory=deque)
    """What has happened and is not taken yet."""
    is_taking: bool = False
    """An event is being taken; those that follow from it wait in ``events``."""

    @property
    def id(self) -> str:
        """Of the run."""
        return self.run.id

    @property
    def info(self) -> RunInfo:
        """The run as it is now, committed."""
        return self.run.info

    def show(self, message: LiveMessage) -> None:
        """Keep it for those who watch, in place of the one before."""
        before = self.live.get(message.type)
        number = before.number + 1 if before else 1
        self.live[message.type] = Newest(number, message.model_dump_json())

    def wake(self) -> None:
        """Tell those who watch that there is something new."""
        for watcher in self.watchers:
            watcher.wake()


def handle_of(
    run: LiveRun, file: dict[str, Any] | None = None, key: str = "", owner: str | None = None
) -> RunHandle:
    """A handle that nobody holds yet."""
    return RunHandle(run, Ring(run.id, run.info.last_seq), file=file, key=key, owner=owner)
