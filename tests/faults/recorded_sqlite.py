"""Records what SQLite writes, syncs and removes: for the disk that forgets.

SQLite reaches the disk by a table of functions, its VFS. Ours is the one it has with three of them replaced, so that
every other thing it does is what it always does. It needs the SQLite that Python is linked with as a shared library.
"""

from __future__ import annotations

import ctypes
import itertools
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import POINTER, byref, c_char_p, c_int, c_int64, c_void_p
from pathlib import Path
from typing import Any

from tests.faults.disk import Cut, Event, FolderSynced, Made, Removed, Synced, Wrote

NAME = b"torchground-recording"
_FUNCTION = c_void_p


class Vfs(ctypes.Structure):
    """https://www.sqlite.org/c3ref/vfs.html"""

    _fields_ = [
        ("version", c_int),
        ("file_size", c_int),
        ("longest_path", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("data", c_void_p),
        ("open", _FUNCTION),
        ("delete", _FUNCTION),
        ("others", _FUNCTION * 14),
    ]


class Methods(ctypes.Structure):
    """https://www.sqlite.org/c3ref/io_methods.html"""

    _fields_ = [
        ("version", c_int),
        ("close", _FUNCTION),
        ("read", _FUNCTION),
        ("write", _FUNCTION),
        ("truncate", _FUNCTION),
        ("sync", _FUNCTION),
        ("others", _FUNCTION * 13),
    ]


class File(ctypes.Structure):
    """The beginning of every open file."""

    _fields_ = [("methods", POINTER(Methods))]


OPEN = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p, POINTER(File), c_int, c_void_p)
DELETE = ctypes.CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)
CLOSE = ctypes.CFUNCTYPE(c_int, c_void_p)
WRITE = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
TRUNCATE = ctypes.CFUNCTYPE(c_int, c_void_p, c_int64)
SYNC = ctypes.CFUNCTYPE(c_int, c_void_p, c_int)


def library() -> Any:
    """The SQLite of this Python; None where it cannot be reached."""
    try:
        found = ctypes.CDLL("libsqlite3.so.0")
    except OSError:
        return None
    found.sqlite3_libversion.restype = c_char_p
    found.sqlite3_vfs_find.restype = POINTER(Vfs)
    found.sqlite3_vfs_find.argtypes = [c_char_p]
    is_ours = found.sqlite3_libversion().decode() == sqlite3.sqlite_version
    return found if is_ours else None


WHY_NOT = "this Python has its SQLite built in, so that what it writes cannot be recorded"


class Recording:
    """The replaced functions, and what they saw of one folder."""

    def __init__(self, folder: Path, real: Vfs, events: list[Event]) -> None:
        self._folder, self._events = folder, events
        self._numbers = itertools.count(1_000_000)
        self._by_path: dict[str, int] = {}
        self._by_file: dict[int, int] = {}
        self._new: dict[int, str] = {}
        """Journals and logs that were made and not yet synced: SQLite syncs their folder with them, once."""
        self._tables: dict[int, Methods] = {}
        self._real_open, self._real_delete = OPEN(real.open), DELETE(real.delete)
        self._kept: list[Any] = [real]
        self.vfs = Vfs.from_buffer_copy(real)
        self.vfs.name = NAME
        self.vfs.open = self._function(OPEN, self._open)
        self.vfs.delete = self._function(DELETE, self._delete)

    def _function(self, kind: Any, python: Callable[..., int]) -> int | None:
        made = kind(python)
        self._kept.append(made)
        return ctypes.cast(made, c_void_p).value

    def _name(self, path: str) -> str | None:
        inside = Path(path).is_relative_to(self._folder)
        return str(Path(path).relative_to(self._folder)) if inside else None

    # ---- what SQLite calls --------------------------------------------------------------------------

    def _open(self, vfs: int, path: int, file: Any, flags: int, out: int) -> int:
        text = ctypes.string_at(path).decode() if path else ""
        before = Path(text).read_bytes() if text and Path(text).is_file() else None
        code = self._real_open(vfs, path, file, flags, out)
        name = self._name(text) if text else None
        if code == 0 and name is not None:
            self._by_file[ctypes.addressof(file.contents)] = self._number(name, before)
            file.contents.methods = ctypes.pointer(self._methods(file.contents.methods))
        return code

    def _number(self, name: str, before: bytes | None) -> int:
        if name not in self._by_path:
            number = self._by_path[name] = next(self._numbers)
            self._events.append(Made(name, number))
            if before is None and name.endswith(("-journal", "-wal")):
                self._new[number] = name
            if before is not None:  # it was there before anything was recorded
                self._events += [Wrote(number, 0, before), Synced(number)]
        return self._by_path[name]

    def _delete(self, vfs: int, path: bytes, sync_folder: int) -> int:
        code = self._real_delete(vfs, path, sync_folder)
        name = self._name(path.decode())
        if code == 0 and name is not None:
            self._by_path.pop(name, None)
            self._events.append(Removed(name))
            if sync_folder:
                self._events.append(FolderSynced(str(Path(name).parent)))
        return code

    def _methods(self, real: Any) -> Methods:
        """The same functions as the file has, but for those that change what is on disk."""
        place = ctypes.addressof(real.contents)
        if place not in self._tables:
            ours = Methods.from_buffer_copy(real.contents)
            ours.write = self._function(WRITE, self._writing(WRITE(real.contents.write)))
            ours.truncate = self._function(
                TRUNCATE, self._cutting(TRUNCATE(real.contents.truncate))
            )
            ours.sync = self._function(SYNC, self._syncing(SYNC(real.contents.sync)))
            ours.close = self._function(CLOSE, self._closing(CLOSE(real.contents.close)))
            self._tables[place] = ours
        return self._tables[place]

    def _writing(self, real: Callable[..., int]) -> Callable[..., int]:
        def write(file: int, data: int, size: int, offset: int) -> int:
            code = real(file, data, size, offset)
            if code == 0:
                self._events.append(
                    Wrote(self._by_file[file], offset, ctypes.string_at(data, size))
                )
            return code

        return write

    def _cutting(self, real: Callable[..., int]) -> Callable[..., int]:
        def truncate(file: int, size: int) -> int:
            code = real(file, size)
            if code == 0:
                self._events.append(Cut(self._by_file[file], size))
            return code

        return truncate

    def _syncing(self, real: Callable[..., int]) -> Callable[..., int]:
        def sync(file: int, flags: int) -> int:
            code = real(file, flags)
            if code == 0:
                number = self._by_file[file]
                self._events.append(Synced(number))
                if number in self._new:
                    self._events.append(FolderSynced(str(Path(self._new.pop(number)).parent)))
            return code

        return sync

    def _closing(self, real: Callable[..., int]) -> Callable[..., int]:
        def close(file: int) -> int:
            self._by_file.pop(file, None)
            return real(file)

        return close


@contextmanager
def recorded(folder: Path) -> Iterator[list[Event]]:
    """What SQLite does to the databases of a folder that are opened and closed during the block."""
    sqlite = library()
    assert sqlite is not None, WHY_NOT
    real = sqlite.sqlite3_vfs_find(None)
    events: list[Event] = []
    recording = Recording(folder.resolve(), real.contents, events)
    assert sqlite.sqlite3_vfs_register(byref(recording.vfs), 1) == 0
    try:
        yield events
    finally:
        sqlite.sqlite3_vfs_unregister(byref(recording.vfs))
        sqlite.sqlite3_vfs_register(real, 1)
