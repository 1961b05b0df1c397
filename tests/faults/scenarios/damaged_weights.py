"""Weights file damaged where it is kept"""

from __future__ import annotations

from tests.faults.figures import Figures
from tests.faults.stored_files import read_again
from torchground.files.meta import TensorMeta, WeightsMeta

SHORT, FULL = 60, 500
AWAITS = "stored files have no checksum that is looked at when they are read"


def run(count: int, seed: int) -> Figures:
    """What is read of it."""
    tensors = [TensorMeta(name=name, dtype="F32", shape=[30, 20]) for name in ("a.w", "b.w")]
    return read_again(count, seed, WeightsMeta(tensors=tensors), ("a.w", "b.w"))
