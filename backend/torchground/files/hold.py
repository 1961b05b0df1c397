"""Why a stored file stays: who keeps it, and until when it is held for somebody who is about to use it."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from torchground.people import Actor, Verb, may

MOST_KEEPERS = 1_000
"""So many owners of one file are told apart."""


class Hold(BaseModel):
    """Why a file stays."""

    model_config = ConfigDict(frozen=True)

    kept: bool = True
    """Whether a person keeps it."""
    by: tuple[str | None, ...] = (None,)
    """Which owners keep it, where it is kept; None: it is everybody's, as all was before there were owners."""
    until: float = 0.0
    """It stays at least until then, in seconds since 1970."""

    def kept_by(self, actor: Actor, verb: Verb = "find") -> bool:
        """Whether it is kept, and by whom this person may know of."""
        return self.kept and any(may(actor, verb, owner) for owner in self.by)

    def with_keeper(self, owner: str | None) -> Hold:
        """The same, and this owner keeps it. Beyond :data:`MOST_KEEPERS` it is everybody's."""
        before = self.by if self.kept else ()
        if owner in before:
            return self
        by = (*before, owner if len(before) < MOST_KEEPERS else None)
        return self.model_copy(update={"kept": True, "by": tuple(dict.fromkeys(by))})

    def without_keeper(self, actor: Actor) -> Hold:
        """The same, and nothing that this person may change keeps it."""
        by = tuple(owner for owner in self.by if not may(actor, "change", owner))
        return self.model_copy(update={"kept": bool(by), "by": by or (None,)})


NOBODYS = Hold(kept=False)
"""Of a file that is not here yet."""
