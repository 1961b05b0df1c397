"""Blobs in two layers: what is put stays in the upper one, what is read may lie in either."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO

from torchground.files.blobs import Blob, Blobs, NewFile


class LayeredBlobs:
    """The lower blobs are only read. For a command whose files must leave nothing behind: the upper layer is thrown
    away at its end."""

    def __init__(self, upper: Blobs, lower: Blobs) -> None:
        self._upper = upper
        self._lower = lower

    def new(self) -> AbstractContextManager[NewFile]:
        return self._upper.new()

    def put(self, name: str, new: NewFile) -> None:
        self._upper.put(name, new)

    def open(self, name: str) -> IO[bytes]:
        try:
            return self._upper.open(name)
        except FileNotFoundError:
            return self._lower.open(name)

    def local(self, name: str) -> AbstractContextManager[Path]:
        return self._of(name).local(name)

    def delete(self, name: str) -> bool:
        """Forget a name of the upper layer."""
        return self._upper.delete(name)

    def known(self, name: str) -> Blob | None:
        return self._upper.known(name) or self._lower.known(name)

    def all(self) -> list[Blob]:
        found = {blob.name: blob for blob in (*self._lower.all(), *self._upper.all())}
        return list(found.values())

    def lock(self) -> AbstractContextManager[None]:
        return self._upper.lock()

    def _of(self, name: str) -> Blobs:
        return self._lower if self._upper.known(name) is None else self._upper
