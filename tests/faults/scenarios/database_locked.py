"""Database locked by another program for seconds while runs train and people save"""

from __future__ import annotations

import contextlib
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.faults.figures import Figures
from tests.faults.troubled_store import troubled

SHORT, FULL = 0, 20


def run(count: int, seed: int) -> Figures:
    """What people and runs notice of it."""
    with tempfile.TemporaryDirectory() as folder:
        return troubled(
            count, seed, Path(folder), lambda _: locked(Path(folder) / "torchground.db")
        )


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Nobody else can write."""
    database = sqlite3.connect(path, timeout=30, isolation_level=None)
    try:
        database.execute("BEGIN IMMEDIATE")
        yield
        database.execute("ROLLBACK")
    finally:
        database.close()
