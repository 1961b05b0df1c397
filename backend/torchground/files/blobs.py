"""Where bytes lie, by name: a folder today. Object storage needs the same few verbs (tests/files/remote.py)."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from torchground.files.durable import locked, rename

_READ_ONLY = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0)
UNFINISHED = ".tmp"
"""How the name of a file ends that is still being written."""


@dataclass(frozen=True)
class Blob:
    """What is known of one blob without reading it."""

    name: str
    size_bytes: int
    changed: float
    """When it was last put, in seconds since 1970."""
    version: str
    """Changes whenever it is put again."""


@dataclass(frozen=True)
class NewFile:
    """A file on this machine that is being written and has no name yet."""

    file: IO[bytes]
    """Open for reading and writing."""
    path: Path
    """Where it lies, for a process that reads it."""


class Blobs(Protocol):
    """Bytes by name. A name holds letters, digits, ``_`` and dots, so that it is a valid name everywhere."""

    def __hash__(self) -> int:
        """Blobs are told apart by identity."""

    def new(self) -> AbstractContextManager[NewFile]:
        """A new file, removed at the end of the block if it was not put. Raises ``OSError``."""

    def put(self, name: str, new: NewFile) -> None:
        """Store a finished file under a name, whole or not at all; durable when this returns. Raises ``OSError``."""

    def open(self, name: str) -> IO[bytes]:
        """The bytes of a name, seekable. Raises ``FileNotFoundError``, and ``OSError`` where it cannot be read."""

    def local(self, name: str) -> AbstractContextManager[Path]:
        """A path on this machine that has the bytes of a name during the block. Raises ``OSError``."""

    def delete(self, name: str) -> bool:
        """Forget a name; whether there was one. Raises ``OSError``."""

    def known(self, name: str) -> Blob | None:
        """What is known of one blob; None where there is none."""

    def all(self) -> list[Blob]:
        """Every blob, unfinished ones (``*.tmp``) among them."""

    def lock(self) -> AbstractContextManager[None]:
        """One holder at a time, over all processes that use these blobs. Raises ``OSError``."""


class FolderBlobs:
    """Blobs as the files of one folder, which is made when the first is stored."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextlib.contextmanager
    def new(self) -> Iterator[NewFile]:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        number, name = tempfile.mkstemp(suffix=UNFINISHED, dir=self.folder)
        path = Path(name)
        try:
            with os.fdopen(number, "w+b") as file:
                yield NewFile(file, path)
        finally:
            path.unlink(missing_ok=True)

    def put(self, name: str, new: NewFile) -> None:
        rename(new.file, new.path, self.folder / name)

    def open(self, name: str) -> IO[bytes]:
        """A link is refused: whoever can write to the folder still cannot show files from elsewhere."""
        return os.fdopen(os.open(self.folder / name, _READ_ONLY | _NO_LINKS), "rb")

    @contextlib.contextmanager
    def local(self, name: str) -> Iterator[Path]:
        path = self.folder / name
        if path.is_symlink() or not path.is_file():
            raise FileNotFoundError(path)
        yield path

    def delete(self, name: str) -> bool:
        try:
            (self.folder / name).unlink()
        except FileNotFoundError:
            return False
        return True

    def known(self, name: str) -> Blob | None:
        try:
            at = (self.folder / name).lstat()
        except FileNotFoundError:
            return None
        return Blob(name, at.st_size, at.st_mtime, str(at.st_mtime_ns))

    def all(self) -> list[Blob]:
        try:
            names = os.listdir(self.folder)
        except FileNotFoundError:
            return []
        return [blob for blob in map(self.known, names) if blob is not None]

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        with locked(self.folder.with_name(f"{self.folder.name}.lock")):
            yield
