"""Who watches which runs, and the list of runs that every tab gets."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from torchground.people import may
from torchground.runs import events
from torchground.runs.effects import Effects
from torchground.runs.run_handle import RunHandle, Watcher
from torchground.runs.run_list import RunList


class Watching:
    """Everybody who watches runs; tells the runs what is watched."""

    def __init__(self, effects: Effects, run_list: RunList) -> None:
        self._apply = effects.apply
        self._watchers: set[Watcher] = set()
        self.run_list = run_list

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

    def list_changed(self, handle: RunHandle) -> None:
        """Something that the list of runs shows of this run has changed."""
        self.run_list.change(handle.id, handle.owner)
        for watcher in self._watchers:
            if may(watcher.actor, "find", handle.owner):
                watcher.wake()

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
