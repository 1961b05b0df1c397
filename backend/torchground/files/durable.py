"""The one way to put a file on disk, and the one lock between processes."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

_AGAIN_SECS = 0.05
"""How often a lock that somebody else holds is tried again where the system cannot wait for it."""


def sync_folder(folder: Path) -> None:
    """Make the renames in a folder survive a power cut. Windows does so by itself. Raises ``OSError``."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def rename(file: IO[bytes], unnamed: Path, path: Path) -> None:
    """Give a finished file its name: when this returns, a power cut no longer loses it.

    ``file`` is the open file ``unnamed``; it stays open, except on Windows, which renames no open file. A file that
    has the name already is replaced. Raises ``OSError``.
    """
    file.flush()
    os.fsync(file.fileno())
    if os.name == "nt":
        file.close()
    os.replace(unnamed, path)
    sync_folder(path.parent)


@contextlib.contextmanager
def written(path: Path) -> Iterator[IO[bytes]]:
    """A new file that gets its name ``path`` when the block ends without an error, and is removed otherwise.

    Nobody ever sees half a file. Raises ``OSError``.
    """
    unnamed = path.with_suffix(f".{os.getpid()}.tmp")
    try:
        with open(unnamed, "wb") as file:
            yield file
            rename(file, unnamed, path)
    finally:
        unnamed.unlink(missing_ok=True)


class FileLock:
    """Held by one process at a time, and by one holder within it. Ends with the process, whatever ends that."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[str] | None = None

    def take(self) -> bool:
        """Take the lock; False where somebody else holds it. Raises ``OSError`` where the file cannot be opened."""
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = self._path.open("a")
        if not _locked(file.fileno()):
            file.close()
            return False
        self._file = file
        return True

    def release(self) -> None:
        """Let others have it."""
        if self._file is not None:
            with contextlib.suppress(OSError):
                self._file.close()
            self._file = None


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of a file during the block; waits for whoever holds it. Raises ``OSError``."""
    lock = FileLock(path)
    while not lock.take():
        time.sleep(_AGAIN_SECS)
    try:
        yield
    finally:
        lock.release()


def _locked(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
