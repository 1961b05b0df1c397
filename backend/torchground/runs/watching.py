"""Who watches which runs, and the list of runs that every tab gets."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from torchground.runs import events
from torchground.runs.effects import Effects
from torchground.runs.run_handle import RunHandle, Watcher
from torchground.telemetry.messages import RunInfo, Runs

MAX_LISTED = 500
"""Most runs in the list that a tab gets."""


class Watching:
    """Everybody who watches runs; tells the runs what is watched."""

    def __init__(self, effects: Effects, runs: Callable[[], list[RunInfo]]) -> None:
        self._apply = effects.apply
        self._runs = runs
        self._watchers: set[Watcher] = set()
        self.list_version = 1
        """Grows when the list of runs changed."""
        self._list = (0, "")

    def join(self, watcher: Watcher) -> None:
        """Somebody will watch runs."""
        self._watchers.add(watcher)

    def leave(self, watcher: Watcher) -> None:
        """A socket is gone."""
        self._watchers.discard(watcher)

    def close(self) -> None:
        """Wake and close every watcher."""
        for watcher in list(self._watchers):
            watcher.close()

    def list_changed(self) -> None:
        """Something that the list of runs shows has changed."""
        self.list_version += 1
        for watcher in self._watchers:
            watcher.wake()

    def list_message(self) -> str:
        """The ``runs`` message of the stream, made once for everybody."""
        version, text = self._list
        if version != self.list_version:
            text = Runs(runs=self._runs()[:MAX_LISTED]).model_dump_json()
            self._list = (self.list_version, text)
        return text

    # ---- one run --------------------------------------------------------------------------------

    def subscribe(self, handle: RunHandle, watcher: Watcher) -> None:
        """Somebody watches the run."""
        if watcher not in handle.watchers:
            handle.watchers.add(watcher)
            self._apply(handle, events.WatcherCame())

    def unsubscribe(self, handle: RunHandle, watcher: Watcher) -> None:
        """Somebody watches no longer, neither the run nor its probes."""
        self.watch(handle, watcher, {})
        if watcher in handle.watchers:
            handle.watchers.discard(watcher)
            handle.unwatched_since = time.monotonic()
            self._apply(handle, events.WatcherLeft())

    def watch(
        self, handle: RunHandle, watcher: Watcher, probes: Mapping[str, Mapping[str, Any]]
    ) -> None:
        """What one watcher looks at in a run, by key. Raises ``Refused`` beyond the limit."""
        if handle.watched.watch(watcher, probes) or (probes and not handle.run.held):
            together = tuple(handle.watched.probes.values())
            self._apply(handle, events.ProbesChanged(together))
