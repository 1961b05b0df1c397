"""Damaged database files: flipped bits, overwritten and swapped pages, files cut off"""

from __future__ import annotations

from tests.faults.figures import Figure, Figures
from tests.storage.damage import damaged_databases

SHORT, FULL = 20, 500


def run(count: int, seed: int) -> Figures:
    """What differs without a word, and what breaks without a sentence."""
    outcomes = damaged_databases(count, seed)
    return Figures(
        count,
        (
            Figure("silent", len(outcomes.silent)),
            Figure("ends without a sentence", len(outcomes.broken)),
            Figure("refused to open", outcomes.counts["refused"], most=None),
        ),
    )
