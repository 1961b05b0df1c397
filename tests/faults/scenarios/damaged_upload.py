"""Uploaded data damaged where they are kept"""

from __future__ import annotations

from tests.faults.figures import Figures
from tests.faults.stored_files import read_again
from torchground.files.meta import ImagesMeta

SHORT, FULL = 60, 500
AWAITS = "stored files have no checksum that is looked at when they are read"


def run(count: int, seed: int) -> Figures:
    """What is read of them."""
    known = ImagesMeta(count=30, classes=["a", "b"], counts=[10, 20], size=20, channels=1)
    return read_again(count, seed, known, ("pictures", "labels"))
