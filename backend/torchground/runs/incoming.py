"""Where everything that workers send arrives: each run takes its own as events."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence

from torchground.runs.effects import Effects
from torchground.runs.events import Received, WorkerLost
from torchground.runs.run_handle import RunHandle
from torchground.storage.store import Store
from torchground.workers.messages import FromRun, Gone

MAX_BACKLOG = 5000
"""Most rows that wait to be written; beyond it nothing more is read from workers until some are."""
BACKLOG_SECS = 0.02


class WorkerEvents:
    """Receives what workers send (``workers.base.Receiver``)."""

    def __init__(
        self,
        store: Store,
        handles: Mapping[str, RunHandle],
        effects: Effects,
        ready: Callable[[], None],
    ) -> None:
        self._store = store
        self._handles = handles
        self._apply = effects.apply
        self._ready = ready
        self.closing = False
        """The server ends: workers let go of their runs because they were told to."""

    async def wait_for_room(self) -> None:
        """Wait while too much waits to be written."""
        while self._store.backlog > MAX_BACKLOG:
            await asyncio.sleep(BACKLOG_SECS)

    def received(self, messages: Sequence[tuple[str, FromRun]]) -> None:
        """A worker sent something of its runs."""
        by_run: dict[str, list[FromRun]] = {}
        for run_id, message in messages:
            if not (self.closing and isinstance(message, Gone)):
                by_run.setdefault(run_id, []).append(message)
        for run_id, mine in by_run.items():
            handle = self._handles.get(run_id)
            if handle is not None:
                self._apply(handle, Received(tuple(mine)))

    def worker_lost(self, run_ids: Sequence[str], blamed: str | None, why: str) -> None:
        """A worker is gone, and with it these runs."""
        for run_id in run_ids:
            handle = self._handles.get(run_id)
            if handle is not None:
                self._apply(handle, WorkerLost(run_id == blamed, why))

    def worker_ready(self) -> None:
        """A worker can take runs."""
        self._ready()
