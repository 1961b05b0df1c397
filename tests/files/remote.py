"""Blobs in an object store, through fsspec: what stands behind the store of files where there is no shared folder.

Used by tests only, to hold the interface to what an object store can do: it puts whole objects and renames none.
"""

from __future__ import annotations

import contextlib
import io
import tempfile
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from fsspec.implementations.memory import MemoryFileSystem

from torchground.files.blobs import Blob, NewFile


class RemoteBlobs:
    """Objects below one prefix of an fsspec file system."""

    def __init__(self) -> None:
        self._fs = MemoryFileSystem()
        self._prefix = f"/{uuid.uuid4().hex}"
        self._lock = threading.Lock()
        self._fs.makedirs(self._prefix)

    @contextlib.contextmanager
    def new(self) -> Iterator[NewFile]:
        with tempfile.NamedTemporaryFile() as file:
            yield NewFile(file, Path(file.name))  # type: ignore[arg-type]

    def put(self, name: str, new: NewFile) -> None:
        new.file.flush()
        self._fs.put_file(str(new.path), self._path(name))

    def open(self, name: str) -> IO[bytes]:
        return io.BytesIO(self._fs.cat_file(self._path(name)))

    @contextlib.contextmanager
    def local(self, name: str) -> Iterator[Path]:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            self._fs.get_file(self._path(name), str(path))
            yield path

    def delete(self, name: str) -> bool:
        if not self._fs.exists(self._path(name)):
            return False
        self._fs.rm_file(self._path(name))
        return True

    def known(self, name: str) -> Blob | None:
        path = self._path(name)
        if not self._fs.exists(path):
            return None
        changed = self._fs.modified(path)
        return Blob(name, self._fs.size(path), changed.timestamp(), str(changed))

    def all(self) -> list[Blob]:
        names = [path.rpartition("/")[2] for path in self._fs.ls(self._prefix, detail=False)]
        return [blob for blob in map(self.known, names) if blob is not None]

    def lock(self) -> contextlib.AbstractContextManager[None]:
        return self._held()

    @contextlib.contextmanager
    def _held(self) -> Iterator[None]:
        with self._lock:
            yield

    def _path(self, name: str) -> str:
        return f"{self._prefix}/{name}"
