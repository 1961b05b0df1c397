"""The list of runs as tabs follow it: all of it once, then what changed, and of both what the tab's person may find.

Each text is made once for all tabs of one person that stand at the same place.
"""

from __future__ import annotations

from collections.abc import Callable

from torchground.people import OPERATOR, Actor, may
from torchground.telemetry.messages import Listed, RunInfo, Runs

MAX_LISTED = 500
"""Most runs in the list that a tab gets."""
MAX_CHANGES = 300
"""So many changed runs are remembered; a tab that has missed more gets the list anew."""
MAX_TEXTS = 8
"""So many texts are kept for others who stand at the same place."""


class RunList:
    """Its versions grow by one with every change; a tab says which one it has."""

    def __init__(
        self, runs: Callable[[Actor], list[RunInfo]], listed: Callable[[str], RunInfo | None]
    ) -> None:
        self._runs = runs
        self._listed = listed
        self.version = 1
        self._changed: dict[str, tuple[int, str | None]] = {}
        """The version of each run's last change, in order, and the run's owner."""
        self._known_since = 1
        """Changes after this version are all remembered."""
        self._texts: dict[tuple[int, Actor], str] = {}

    def change(self, run_id: str, owner: str | None = None) -> None:
        """The run came, changed or went."""
        self.version += 1
        self._changed.pop(run_id, None)
        self._changed[run_id] = self.version, owner
        if len(self._changed) > MAX_CHANGES:
            self._known_since, _ = self._changed.pop(next(iter(self._changed)))
        self._texts.clear()

    def news(self, version: int, actor: Actor = OPERATOR) -> str:
        """The message for a tab that has this version of the list (0 has none); empty where nothing is new to it."""
        text = self._texts.get((version, actor))
        if text is None:
            text = self._made(version, actor)
            if len(self._texts) >= MAX_TEXTS:
                del self._texts[next(iter(self._texts))]
            self._texts[version, actor] = text
        return text

    def _made(self, version: int, actor: Actor) -> str:
        if version < self._known_since:
            return Runs(runs=self._runs(actor)[:MAX_LISTED]).model_dump_json()
        changed = self._since(version, actor)
        if not changed:
            return ""
        runs, gone = list[RunInfo](), list[str]()
        for run_id in changed:
            info = self._listed(run_id)
            if info is None:
                gone.append(run_id)
            else:
                runs.append(info)
        return Listed(runs=runs, gone=gone).model_dump_json()

    def _since(self, version: int, actor: Actor) -> list[str]:
        """What changed after a version and this person may find, the oldest change first."""
        found = list[str]()
        for run_id, (changed, owner) in reversed(self._changed.items()):
            if changed <= version:
                break
            if may(actor, "find", owner):
                found.append(run_id)
        return found[::-1]
