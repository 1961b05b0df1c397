"""A disk that forgets what was not synced: from what was done to files, in order, what may be left after a power cut.

Of each file what was written since its last sync may be there in any part: some sectors of some writes, in any order,
torn, or none. A name that was given or taken away since its folder was last synced may have that or the name before it.
This is the most that POSIX allows, and more than most file systems do.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

SECTOR = 512


@dataclass(frozen=True)
class Made:
    """A file was made under this name, empty."""

    path: str
    file: int


@dataclass(frozen=True)
class Wrote:
    """Bytes were written into a file."""

    file: int
    offset: int
    data: bytes


@dataclass(frozen=True)
class Cut:
    """A file was given another length."""

    file: int
    length: int


@dataclass(frozen=True)
class Synced:
    """Everything in a file so far is durable, also that it was made."""

    file: int


@dataclass(frozen=True)
class Renamed:
    """A file got another name; what had that name before is gone."""

    path: str
    to: str


@dataclass(frozen=True)
class Removed:
    """A name was taken away."""

    path: str


@dataclass(frozen=True)
class FolderSynced:
    """All names of a folder are durable."""

    folder: str


@dataclass(frozen=True)
class Said:
    """Somebody was told that something is saved."""

    what: object


Event: TypeAlias = Made | Wrote | Cut | Synced | Renamed | Removed | FolderSynced | Said


@dataclass
class Inode:
    """The content of one file: what is durable, and what was done to it since."""

    durable: bytearray = field(default_factory=bytearray)
    later: list[Wrote | Cut] = field(default_factory=list)

    def sync(self) -> None:
        for change in self.later:
            _apply(self.durable, change)
        self.later.clear()

    def after_cut(self, chance: random.Random) -> bytes:
        """What a power cut may leave of it."""
        left = bytearray(self.durable)
        if not self.later:
            return bytes(left)
        how = chance.choice(("none", "first", "some", "torn"))
        for change in self.later[: chance.randint(0, len(self.later))] if how == "first" else []:
            _apply(left, change)
        if how in ("some", "torn"):
            for change in chance.sample(self.later, chance.randint(0, len(self.later))):
                _apply(left, _torn(change, chance) if how == "torn" else change)
        return bytes(left)


class Disk:
    """Replays events; :meth:`after_cut` gives what is left when the power is cut after the last one."""

    def __init__(self) -> None:
        self._files: dict[int, Inode] = {}
        self._durable: dict[str, int] = {}
        self._names: dict[str, int] = {}
        self._pending: list[tuple[str, int | None]] = []
        """What was done to names since their folder was synced: who has the name now, or nobody."""

    def replay(self, events: Iterable[Event]) -> None:
        """Do all that once more."""
        for event in events:
            self._do(event)

    def after_cut(self, folder: Path, chance: random.Random) -> None:
        """Write what a power cut may leave into a folder that is empty."""
        names = dict(self._durable)
        survived = chance.randint(0, len(self._pending))
        for place, (path, file) in enumerate(self._pending):
            if place < survived:
                _name(names, path, file)
        for path, file in names.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(self._files[file].after_cut(chance))

    def _do(self, event: Event) -> None:
        if isinstance(event, Made):
            self._files[event.file] = Inode()
            self._set(event.path, event.file)
        elif isinstance(event, Wrote | Cut):
            self._files[event.file].later.append(event)
        elif isinstance(event, Synced):
            self._files[event.file].sync()
            self._settle(lambda path, file: file == event.file)
        elif isinstance(event, Renamed):
            file = self._names.get(event.path)
            if file is not None:
                self._set(event.to, file)
                self._set(event.path, None)
        elif isinstance(event, Removed):
            self._set(event.path, None)
        elif isinstance(event, FolderSynced):
            self._settle(lambda path, file: str(Path(path).parent) == event.folder)

    def _set(self, path: str, file: int | None) -> None:
        _name(self._names, path, file)
        self._pending.append((path, file))

    def _settle(self, is_durable: object) -> None:
        """Names that are durable from now on."""
        left = []
        for path, file in self._pending:
            if is_durable(path, file):  # type: ignore[operator]
                _name(self._durable, path, file)
            else:
                left.append((path, file))
        self._pending = left


def _name(names: dict[str, int], path: str, file: int | None) -> None:
    if file is None:
        names.pop(path, None)
    else:
        names[path] = file


def _apply(content: bytearray, change: Wrote | Cut) -> None:
    if isinstance(change, Cut):
        del content[change.length :]
        content.extend(bytes(change.length - len(content)))
    else:
        content.extend(bytes(max(0, change.offset - len(content))))
        content[change.offset : change.offset + len(change.data)] = change.data


def _torn(change: Wrote | Cut, chance: random.Random) -> Wrote | Cut:
    """Only some of the sectors of a write, the last one perhaps in part."""
    if isinstance(change, Cut) or not change.data:
        return change
    first = chance.randrange(0, len(change.data), SECTOR)
    last = chance.randint(first, len(change.data))
    return Wrote(change.file, change.offset + first, change.data[first:last])


def said(events: Iterable[Event]) -> list[object]:
    """What people had been told by then."""
    return [event.what for event in events if isinstance(event, Said)]
