"""How many networks are drawn at once: bounded for all together and for each key, and whoever hoards them gives way."""

from __future__ import annotations

from collections.abc import Callable

from torchground.runs.places import Places
from torchground.runs.run_handle import RunHandle

SHOWN_EACH = 8
"""A socket that shows more drafts than this hoards them: a page shows one."""


class Drafts:
    """The places of drafts, from before they are made until they are played or forgotten."""

    def __init__(self, most: int, most_each: int, forget: Callable[[RunHandle], None]) -> None:
        self._places = Places(most, most_each, look_at=most)
        self._forget = forget
        self._of: dict[str, Draft] = {}

    def enter(self, key: str) -> Draft | None:
        """A place for one more draft of somebody; None where nobody can give way."""
        draft = Draft(self._forget)
        return draft if self._places.take(key, draft) else None

    def made(self, draft: Draft, handle: RunHandle) -> None:
        """The draft is there."""
        draft.handle = handle
        self._of[handle.id] = draft

    def cancel(self, draft: Draft) -> None:
        """It was not made after all."""
        self._places.leave(draft)

    def leave(self, run_id: str) -> None:
        """It was played, or is forgotten. Nothing happens to a run that is none."""
        draft = self._of.pop(run_id, None)
        if draft is not None:
            self._places.leave(draft)


class Draft:
    """One of them (``places.Holder``)."""

    def __init__(self, forget: Callable[[RunHandle], None]) -> None:
        self.handle: RunHandle | None = None
        self._forget = forget

    def worth(self) -> float | None:
        """What nobody looks at gives way first, longest left; then what a hoard shows, the largest hoard first."""
        handle = self.handle
        if handle is None or not handle.info.draft:
            return None
        if not handle.watchers:
            return handle.unwatched_since - _WATCHED
        hoard = min(watcher.num_drafts for watcher in handle.watchers)
        return -float(hoard) if hoard > SHOWN_EACH else None

    def give_way(self) -> None:
        """Forget it, whoever looks."""
        if self.handle is not None:
            self._forget(self.handle)


_WATCHED = 1e12
"""Above any clock: what is watched is worth more than what is not."""
