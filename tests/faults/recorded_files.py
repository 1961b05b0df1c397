"""Records what this process does to the files of one folder by way of Python: for the disk that forgets."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.faults.disk import Cut, Event, FolderSynced, Made, Removed, Renamed, Said, Synced, Wrote


class Recorder:
    """What was done so far. A file is noticed when it is synced, renamed or removed, with what is in it then."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.events: list[Event] = []
        self._known: dict[int, tuple[int, bytes]] = {}
        """By inode, which the system gives to another file later: our own number of the file, and its content."""
        self._numbers = itertools.count(1)

    def told(self, what: object) -> None:
        """Somebody is told that something is saved."""
        self.events.append(Said(what))

    def notice(self, path: str) -> int | None:
        """The number of a file of the folder, its content as it is now recorded; None of any other."""
        name = self.name_of(path)
        if name is None or not os.path.isfile(path):
            return None
        inode, content = os.stat(path).st_ino, Path(path).read_bytes()
        number, before = self._known.get(inode, (0, b""))
        if not number:
            number = next(self._numbers)
            self.events.append(Made(name, number))
        if before != content:
            self.events += [Cut(number, 0), Wrote(number, 0, content)]
        self._known[inode] = number, content
        return number

    def forget(self, path: str) -> None:
        """The number of a file whose last name goes may be given to another one."""
        self._known.pop(os.stat(path).st_ino, None)

    def name_of(self, path: str) -> str | None:
        """Its path within the folder."""
        try:
            return str(Path(os.path.abspath(path)).relative_to(self.folder))
        except ValueError:
            return None


@contextmanager
def recorded(folder: Path) -> Iterator[Recorder]:
    """Everything that is done in the folder during the block. Linux only: descriptors are looked up in /proc."""
    recorder = Recorder(folder)
    real = {name: getattr(os, name) for name in ("fsync", "replace", "unlink")}

    def fsync(handle: int) -> None:
        real["fsync"](handle)
        path = os.readlink(f"/proc/self/fd/{handle}")
        name = recorder.name_of(path)
        if os.path.isdir(path):
            if name is not None:
                recorder.events.append(FolderSynced(name))
        elif (file := recorder.notice(path)) is not None:
            recorder.events.append(Synced(file))

    def replace(source: Any, target: Any, **more: Any) -> None:
        recorder.notice(os.fspath(source))
        if os.path.isfile(target) and recorder.name_of(os.fspath(target)):
            recorder.forget(os.fspath(target))
        real["replace"](source, target, **more)
        names = recorder.name_of(os.fspath(source)), recorder.name_of(os.fspath(target))
        if names[0] and names[1]:
            recorder.events.append(Renamed(names[0], names[1]))

    def unlink(path: Any, **more: Any) -> None:
        name = recorder.name_of(os.fspath(path))
        is_here = name is not None and os.path.isfile(path)
        if is_here:
            recorder.notice(os.fspath(path))
            recorder.forget(os.fspath(path))
        real["unlink"](path, **more)
        if is_here and name:
            recorder.events.append(Removed(name))

    for name, fake in (("fsync", fsync), ("replace", replace), ("unlink", unlink)):
        setattr(os, name, fake)
    try:
        yield recorder
    finally:
        for name, one in real.items():
            setattr(os, name, one)
