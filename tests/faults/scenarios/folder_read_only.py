"""Folder of checkpoints read-only for seconds while runs train and people save"""

from __future__ import annotations

import contextlib
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.faults.figures import Figures
from tests.faults.scenarios.disk_full import small_disk
from tests.faults.troubled_store import troubled

SHORT, FULL = 0, 50
BUSY_SECS = 5.0
"""So long a file may be open for writing, which keeps the system from making its disk read-only."""


def run(count: int, seed: int) -> Figures:
    """What people and runs notice of it."""
    with tempfile.TemporaryDirectory() as name:
        checkpoints = Path(name) / "checkpoints"
        checkpoints.mkdir()
        with small_disk(checkpoints) as disk:
            if disk is None:
                return Figures(0, left_out="only root on Linux can make a disk read-only")
            return troubled(count, seed, Path(name), lambda _: read_only(disk))


@contextlib.contextmanager
def read_only(disk: Path) -> Iterator[None]:
    """Nothing can be written there."""
    _mounted(disk, "ro")
    try:
        yield
    finally:
        _mounted(disk, "rw")


def _mounted(disk: Path, how: str) -> None:
    until = time.monotonic() + BUSY_SECS
    command = ["mount", "-o", f"remount,{how}", str(disk)]
    while (done := subprocess.run(command, capture_output=True, text=True)).returncode:
        assert time.monotonic() < until, done.stderr
        time.sleep(0.01)
