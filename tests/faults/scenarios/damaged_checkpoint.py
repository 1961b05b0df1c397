"""Checkpoint damaged where it is kept, and read"""

from __future__ import annotations

from tests.faults.damaged_files import read_damaged
from tests.faults.figures import Figures
from tests.files.damaging import damaged_checkpoint

SHORT, FULL = 60, 500


def run(count: int, seed: int) -> Figures:
    """What is read of it."""
    return read_damaged(count, seed, damaged_checkpoint)
