"""Cuts the power at random moments of what was recorded, and asks what is left for all that was told to be saved."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.faults.disk import Disk, Event, said
from tests.faults.figures import Figure, Figures

CUTS_OF_ONE_RECORDING = 250


@dataclass(frozen=True)
class Left:
    """What was found after one cut."""

    lost: int = 0
    """Things that people were told are saved."""
    corrupt: int = 0
    """Things that are there and are not what anybody saved, and starts that failed."""


Record = Callable[[Path, random.Random], Sequence[Event]]
Look = Callable[[Path, list[object]], Left]


def cut(count: int, seed: int, record: Record, look: Look) -> Figures:
    """So many power cuts."""
    chance, found = random.Random(seed), list[Left]()
    while len(found) < count:
        wanted = min(CUTS_OF_ONE_RECORDING, count - len(found))
        with tempfile.TemporaryDirectory() as folder:
            events = record(Path(folder).resolve(), chance)
        found += _cut(wanted, events, chance, look)
    return Figures(
        count,
        (
            Figure("saved things lost", sum(left.lost for left in found)),
            Figure("corrupt things or failed starts", sum(left.corrupt for left in found)),
        ),
    )


def _cut(count: int, events: Sequence[Event], chance: random.Random, look: Look) -> list[Left]:
    places = sorted(chance.randint(0, len(events)) for _ in range(count))
    disk, done, found = Disk(), 0, []
    for place in places:
        disk.replay(events[done:place])
        done = place
        with tempfile.TemporaryDirectory() as folder:
            disk.after_cut(Path(folder), chance)
            found.append(look(Path(folder), said(events[:place])))
    return found
