"""Disk filled for seconds while runs train and people save"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.faults.figures import Figures
from tests.faults.troubled_store import troubled

SHORT, FULL = 0, 50
SIZE = "64m"


def run(count: int, seed: int) -> Figures:
    """What people and runs notice of it."""
    with tempfile.TemporaryDirectory() as name, small_disk(Path(name)) as disk:
        if disk is None:
            return Figures(0, left_out="only root on Linux can make a small disk (tmpfs) to fill")
        return troubled(count, seed, disk / "data", lambda _: filled(disk))


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[Path | None]:
    """A file system in memory; None where none can be had."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "torchground-faults", str(folder)]
    may = sys.platform == "linux" and os.geteuid() == 0
    if not may or subprocess.run(mount, capture_output=True).returncode:
        yield None
        return
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextlib.contextmanager
def filled(disk: Path) -> Iterator[None]:
    """No byte is free."""
    ballast = disk / "ballast"
    with ballast.open("wb") as file, contextlib.suppress(OSError):
        while True:
            os.write(file.fileno(), bytes(4096))
    try:
        yield
    finally:
        ballast.unlink()
