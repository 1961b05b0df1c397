"""Which of the waiting writes are made next: a bounded batch, with what people wait for first.

Writes with the same key are about the same thing and are made in the order in which they were asked for. Writes with
different keys may overtake one another.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar


class Waiting(Protocol):
    """A write that waits."""

    @property
    def key(self) -> str:
        """What it is about: a run, a project."""

    @property
    def is_urgent(self) -> bool:
        """A person waits for it."""

    @property
    def rows(self) -> int:
        """How many rows it writes, about."""


W = TypeVar("W", bound=Waiting)


def next_batch(waiting: Sequence[W], most_rows: int) -> list[W]:
    """The writes to make next, of at most so many rows (one write may have more; then it comes alone).

    First what people wait for, and before each of those what waits of the same key; the least such work comes first,
    so that a long chain of one run holds up nobody else. Then the others, oldest first.
    """
    batch: list[W] = []
    rows = 0
    for write in _in_order(waiting):
        rows += write.rows
        if batch and rows > most_rows:
            break
        batch.append(write)
    return batch


def _in_order(waiting: Sequence[W]) -> list[W]:
    last_urgent = {write.key: place for place, write in enumerate(waiting) if write.is_urgent}
    chains: dict[str, list[W]] = {key: [] for key in last_urgent}
    others: list[W] = []
    for place, write in enumerate(waiting):
        if place <= last_urgent.get(write.key, -1):
            chains[write.key].append(write)
        else:
            others.append(write)
    shortest_first = sorted(chains.values(), key=lambda chain: sum(w.rows for w in chain))
    return [write for chain in shortest_first for write in chain] + others
