"""Whoever asks, and what they may do.

Everything that a person makes has an owner: the hash of a secret that only their browser has. What has no owner was
made before there were owners, or by whoever runs the server; it belongs to everybody.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal, TypeAlias

Verb: TypeAlias = Literal["find", "look", "change"]
"""``find``: have it in a list, or learn by its name that it is there. ``look``: see a run whose link one has.
``change``: drive, save over, delete."""


@dataclass(frozen=True)
class Actor:
    """Whoever asks for something."""

    owner: str | None = None
    """What they make has this owner. None: whoever runs the server."""


OPERATOR = Actor()
"""Whoever runs the server, may do everything, and owns nothing for themselves: what they make is everybody's."""


def may(actor: Actor, verb: Verb, owner: str | None) -> bool:
    """Whether somebody may do this with what ``owner`` made (None: it is everybody's)."""
    return verb == "look" or actor == OPERATOR or owner is None or owner == actor.owner


def owner_of(secret: str) -> str:
    """The owner whose browser has this secret. The secret itself is kept nowhere."""
    return hashlib.sha256(f"owner:{secret}".encode()).hexdigest()
