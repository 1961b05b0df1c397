"""What reading damaged files gave, as figures."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from tests.faults.figures import Figure, Figures
from tests.files.damaging import Outcome

READINGS = 2
"""Each file is read in so many ways or parts, each with every damage."""


def read_damaged(
    count: int, seed: int, outcomes: Callable[[Path, Iterable[int]], Iterator[Outcome]]
) -> Figures:
    """Damage a file so often and read it."""
    with tempfile.TemporaryDirectory() as folder:
        seeds = range(seed * 1_000_000, seed * 1_000_000 + -(-count // READINGS))
        found = list(outcomes(Path(folder), seeds))
    said = [outcome for outcome in found if outcome.read == "refused"]
    return Figures(
        len(found),
        (
            Figure("read with wrong numbers", sum(outcome.read == "other" for outcome in found)),
            Figure("refused without a sentence", sum(not outcome.said for outcome in said)),
            Figure("refused with a sentence", len(said), None),
        ),
    )
