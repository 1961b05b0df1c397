"""Database file damaged, and read and written to"""

from __future__ import annotations

from tests.faults.figures import Figure, Figures
from tests.storage.damage import damaged_databases

SHORT, FULL = 20, 500


def run(count: int, seed: int) -> Figures:
    """What a store makes of it."""
    found = damaged_databases(count, seed)
    for case in (*found.silent, *found.broken):
        print(f"    {case}")
    return Figures(
        count,
        (
            Figure("lost or changed in silence", len(found.silent)),
            Figure("errors without a sentence", len(found.broken)),
            *(Figure(f"came out as: {how}", n, None) for how, n in sorted(found.counts.items())),
        ),
    )
