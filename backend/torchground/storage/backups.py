"""Back-ups of a SQLite file: whole, checked copies beside it, of which the newest few are kept, and the way back."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from torchground.files.durable import rename, sync_folder
from torchground.storage import sentences
from torchground.storage.checking import first_problem
from torchground.storage.records import StoreProblem

KEEP_NEWEST = 4
"""Back-ups of one database that are kept, whatever their age; older ones one a day, for so many days:"""
KEEP_DAYS = 3
KEEP_OTHERS = 3
"""Back-ups of other databases in the same folder: the newest."""
KEEP_DAMAGED = 3
"""Damaged files that a back-up took the place of: the newest."""
MOST_BYTES = 4_000_000_000
"""A larger file is not copied: whoever keeps so much has back-ups of their own."""
_NAME = re.compile(r"(?P<at>\d{8}T\d{6})Z-(?P<store>[0-9a-f]{8})\.db")
_FORM = "%Y%m%dT%H%M%S"
_NOT_THIS_ONE = "back-up"
"""The opening in the mark of a copy: it fits no folder, so a start from it removes nothing."""


@dataclass(frozen=True, order=True)
class Backup:
    """One copy."""

    at: datetime
    store: str
    """Of which database, by the beginning of its mark."""
    path: Path

    @property
    def time(self) -> str:
        """When it was made, for people: UTC, to the minute."""
        return f"{self.at:%Y-%m-%d %H:%M} UTC"


class Backups:
    """All back-ups of the databases in one folder. Every method blocks."""

    def __init__(self, database: Path, clock: Callable[[], datetime] | None = None) -> None:
        self._database = database
        self.folder = database.parent / "backups"
        self.damaged = database.parent / "damaged"
        """Where files lie that a back-up took the place of."""
        self._clock = clock or (lambda: datetime.now(timezone.utc))

    def all(self) -> list[Backup]:
        """Every back-up, newest first."""
        with suppress(OSError):
            found = [_backup(path) for path in self.folder.iterdir()]
            return sorted((one for one in found if one is not None), reverse=True)
        return []

    def age_secs(self) -> float:
        """How old the newest is."""
        newest = self.all()[:1]
        return (self._clock() - newest[0].at).total_seconds() if newest else float("inf")

    def make(self, opened: Callable[[sqlite3.Connection], None]) -> Backup | None:
        """Copy the database, check the copy, and remove what is too many; None where there is nothing to keep yet.

        ``opened`` is given the connection that copies, so that it can be interrupted. Raises ``sqlite3.Error``,
        ``OSError``, and :class:`StoreProblem` where there is no room.
        """
        self._refuse_without_room()
        self.folder.mkdir(exist_ok=True, mode=0o700)
        unnamed = self.folder / "unfinished.tmp"
        unnamed.unlink(missing_ok=True)
        try:
            uri = f"{self._database.as_uri()}?mode=ro"
            with closing(
                sqlite3.connect(uri, uri=True, timeout=5.0, check_same_thread=False)
            ) as connection:
                opened(connection)
                store = _store_worth_keeping(connection)
                if store is None:
                    return None
                connection.execute("VACUUM INTO ?", (str(unnamed),))
            _sign(unnamed)
            made = self._named(unnamed, store)
        finally:
            unnamed.unlink(missing_ok=True)
        self._remove_too_many(made.store)
        return made

    def restore(self, wanted: str) -> Backup:
        """Put a back-up in the place of the database, which is moved aside: the newest, or that of a time.

        Nobody else may use the database. Raises :class:`StoreProblem` where there is none, and ``OSError``.
        """
        fitting = [one for one in self.all() if one.time.startswith(wanted) and _is_whole(one.path)]
        if not fitting:
            known = [one.time for one in self.all()] or ["none"]
            raise StoreProblem(sentences.NO_BACKUP(folder=str(self.folder), known=known))
        backup, unnamed = fitting[0], self._database.with_suffix(".restored.tmp")
        with open(backup.path, "rb") as source, open(unnamed, "wb") as file:
            shutil.copyfileobj(source, file)
            self._move_aside()
            rename(file, unnamed, self._database)
        return backup

    def place_for_damaged(self) -> Path:
        """A folder for files that are damaged now; of older ones the newest stay. Raises ``OSError``."""
        place = self.damaged / self._clock().strftime(_FORM)
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        for old in sorted(one for one in self.damaged.iterdir() if one.is_dir())[:-KEEP_DAMAGED]:
            shutil.rmtree(old, ignore_errors=True)
        return place

    # ---- the parts of it ------------------------------------------------------------------------

    def _refuse_without_room(self) -> None:
        size = self._database.stat().st_size
        free = shutil.disk_usage(self._database.parent).free
        if size > MOST_BYTES or size * 2 > free:
            mb, free_mb = size // 1_000_000, free // 1_000_000
            raise StoreProblem(sentences.NO_ROOM_FOR_BACKUP(size_mb=mb, free_mb=free_mb))

    def _named(self, unnamed: Path, store: str) -> Backup:
        at = self._clock().replace(microsecond=0)
        path = self.folder / f"{at.strftime(_FORM)}Z-{store}.db"
        with open(unnamed, "r+b") as file:
            rename(file, unnamed, path)
        return Backup(at, store, path)

    def _remove_too_many(self, store: str) -> None:
        backups = self.all()
        own = [one for one in backups if one.store == store]
        others = [one for one in backups if one.store != store]
        kept = {one.path for one in [*own[:KEEP_NEWEST], *others[:KEEP_OTHERS]]}
        kept |= {one.path for one in _one_a_day(own[KEEP_NEWEST:])[:KEEP_DAYS]}
        for one in backups:
            if one.path not in kept:
                one.path.unlink(missing_ok=True)

    def _move_aside(self) -> None:
        """The damaged file and its log, together, so that somebody may still look into them."""
        place = self.place_for_damaged()
        for ending in ("", "-wal", "-shm", "-journal"):
            path = self._database.with_name(self._database.name + ending)
            if path.exists():
                os.replace(path, place / path.name)
        sync_folder(place)


def _backup(path: Path) -> Backup | None:
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    at = datetime.strptime(match["at"], _FORM).replace(tzinfo=timezone.utc)
    return Backup(at, match["store"], path)


def _one_a_day(backups: Sequence[Backup]) -> list[Backup]:
    """The newest of each day, newest first."""
    days: dict[str, Backup] = {}
    for one in backups:
        days.setdefault(f"{one.at:%Y-%m-%d}", one)
    return list(days.values())


def _store_worth_keeping(connection: sqlite3.Connection) -> str | None:
    """The beginning of the database's mark; None where it holds neither a run nor a project."""
    query = "SELECT EXISTS (SELECT 1 FROM runs) OR EXISTS (SELECT 1 FROM projects)"
    (has_something,) = connection.execute(query).fetchone()
    row = connection.execute("SELECT store FROM store_mark").fetchone()
    return str(row[0])[:8] if has_something and row is not None else None


def _is_whole(path: Path) -> bool:
    with suppress(sqlite3.Error, UnicodeDecodeError):
        return first_problem(path) is None
    return False


def _sign(path: Path) -> None:
    """Make sure that the copy is whole, and that no folder takes it for the database. Raises ``sqlite3.Error``."""
    problem = first_problem(path)
    if problem is not None:
        raise sqlite3.DatabaseError(f"the copy is malformed: {problem}")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
        connection.execute("UPDATE store_mark SET opening = ?", (_NOT_THIS_ONE,))
