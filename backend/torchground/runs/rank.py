"""What goes before what, where a line cannot take everything at once."""

from __future__ import annotations

from enum import IntEnum


class Rank(IntEnum):
    """Lower goes first, also between two pieces of a higher one."""

    NOW = 0
    """Where a run is this moment, answers, heartbeats."""
    ASKED = 1
    """The numbers that a person asked for."""
    RUN = 2
    """A run that changed."""
    POINTS = 3
    LIST = 4
    """What changed in the list of runs."""
    PICTURES = 5
