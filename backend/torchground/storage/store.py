"""The store: projects, runs, points and notes in SQLite or PostgreSQL; one writer, group commit, readers beside.

What a write's future resolves with is durable. Writes of one run or one project happen in the order in which they were
asked for; what a person waits for overtakes the points of other runs.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta, timezone
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import structlog
from sqlalchemy import Connection, Engine

from torchground.files.durable import FileLock
from torchground.files.mark import Mark
from torchground.people import OPERATOR, Actor
from torchground.storage import (
    file_keys,
    loading,
    mark_rows,
    point_rows,
    project_rows,
    run_rows,
    sentences,
)
from torchground.storage.backups import Backups
from torchground.storage.engines import (
    database_url,
    migrate,
    reading_engine,
    shown,
    writing_engine,
)
from torchground.storage.loading import Loaded
from torchground.storage.patience import came_late, read_patiently, unheard
from torchground.storage.records import (
    Delayed,
    ProjectSummary,
    SavedPoint,
    SavedProject,
    SavedRun,
    StoreAway,
    StoreProblem,
    WriteRefused,
)
from torchground.storage.run_writes import RunWrite
from torchground.storage.wal import lost_frames
from torchground.storage.writer import Writer
from torchground.telemetry.messages import Note, RunInfo
from torchground.words import Sentence, Template

__all__ = ["ProjectSummary", "SavedProject", "Store", "StoreProblem", "now"]

T = TypeVar("T")

READERS = 4
FORGET_SECS = 3600.0
"""After so long no file of a deleted run is still being removed."""
ANSWER_SECS = 0.6
"""Whoever waits is answered after so long, whatever the database does: within a second, also on a busy machine."""
DELAYED_SECS = 1.0
"""Saving is delayed where something waits for longer than this."""
PATIENT_SECS = 5.0
"""A read that nobody waits for is tried again for so long while the database restarts."""


def now(secs_ago: float = 0.0) -> str:
    """ISO time, UTC, to the microsecond."""
    at = datetime.now(timezone.utc) - timedelta(seconds=secs_ago)
    return at.isoformat(timespec="microseconds")


def new_id() -> str:
    """Of something new."""
    return uuid.uuid4().hex


_log = structlog.get_logger("storage")


class Store:
    """Opened by URL: ``sqlite:////path/to/torchground.db`` or ``postgresql://user@host/name``."""

    def __init__(self, url: str) -> None:
        self._url = database_url(url)
        self._threads = ThreadPoolExecutor(READERS, thread_name_prefix="storage-reader")
        self._lock: FileLock | None = None
        self._engines: list[Engine] = []
        self._writer: Writer | None = None
        self.found: list[Sentence] = []
        """What whoever runs the server should know of what was found when it was opened."""

    # ---- life -----------------------------------------------------------------------------------

    async def open(self) -> None:
        """Migrate to today's tables and start the writer. Raises :class:`StoreProblem` with a sentence."""
        await self._in_thread(self._open)
        self._writer = Writer(self._engines[0])

    async def close(self) -> None:
        """Write what waits, then close."""
        if self._writer is not None:
            await self._writer.close()
        await asyncio.to_thread(
            self._threads.shutdown
        )  # a read on its way gives its connection back first
        await asyncio.to_thread(self._let_go)

    @property
    def path(self) -> Path | None:
        """The file of the database; None on PostgreSQL."""
        is_file = self._url.get_backend_name() == "sqlite"
        return Path(str(self._url.database)).absolute() if is_file else None

    @property
    def delayed_secs(self) -> float:
        """How long the oldest write that is not yet durable waits; 0.0 when nothing waits."""
        return self._writer.delayed_secs if self._writer else 0.0

    @property
    def backlog(self) -> int:
        """How many rows wait to be written."""
        return self._writer.backlog if self._writer else 0

    # ---- who waits ------------------------------------------------------------------------------

    @property
    def is_delayed(self) -> bool:
        """Whether the database cannot be written just now, or something waits for longer than answers may take."""
        return (self._writer is not None and self._writer.trouble is not None) or (
            self.delayed_secs > ANSWER_SECS / 2
        )

    def delay(self) -> Sentence | None:
        """Why saving is delayed, where something has waited for more than a second."""
        return self.delayed(sentences.SAVING_DELAYED) if self.delayed_secs > DELAYED_SECS else None

    def delayed(self, template: Template) -> Sentence:
        """A sentence about something that waits to be saved, with ``why`` it does."""
        trouble = None if self._writer is None else self._writer.trouble
        return template(why=sentences.WHY[trouble]())

    async def in_time(
        self, write: asyncio.Future[T], delayed: Template, made: str | None = None
    ) -> T:
        """What a write gives, where that is known in time. Else it goes on, and this raises :class:`Delayed`.

        ``made`` is the id that something new will have.
        """
        done, _ = await asyncio.wait({write}, timeout=ANSWER_SECS)
        if done:
            return write.result()
        write.add_done_callback(came_late)
        raise Delayed(self.delayed(delayed), made)

    # ---- projects -------------------------------------------------------------------------------

    async def projects(self, limit: int = 1000, actor: Actor = OPERATOR) -> list[ProjectSummary]:
        """Saved projects of a person without their files, last changed first."""
        return await self._read(partial(project_rows.newest, limit=limit, actor=actor))

    async def project(self, project_id: str, actor: Actor = OPERATOR) -> SavedProject | None:
        """The project of that id, where the person has it."""
        return await self._read(partial(project_rows.one, project_id=project_id, actor=actor))

    def save_project(
        self, file: dict[str, Any], *, title: str, project_id: str, actor: Actor = OPERATOR
    ) -> asyncio.Future[SavedProject | None]:
        """Save over a project; None where the person has none. A later save takes the place of one that waits."""
        project, text = SavedProject(project_id, title, "", now(), file), json.dumps(file)
        replace = partial(project_rows.replace, project=project, text=text, actor=actor)
        return self._queue().request(replace, project_id, size_bytes=len(text), is_whole=True)

    def add_project(
        self,
        file: dict[str, Any],
        *,
        title: str,
        most: int = 1_000_000,
        project_id: str = "",
        owner: str | None = None,
    ) -> asyncio.Future[SavedProject]:
        """Save a new project. Raises :class:`TooMany` where ``most`` are saved already."""
        at, text = now(), json.dumps(file)
        project = SavedProject(project_id or new_id(), title, at, at, file)
        add = partial(project_rows.add, project=project, text=text, most=most, owner=owner)
        return self._queue().request(add, project.id, size_bytes=len(text))

    def delete_project(self, project_id: str, actor: Actor = OPERATOR) -> asyncio.Future[bool]:
        """Whether the person had one."""
        was_there: list[bool] = []  # also where the answer to the first try was lost

        def remove(connection: Connection) -> bool:
            was_there.append(project_rows.remove(connection, project_id, actor))
            return any(was_there)

        return self._queue().request(remove, project_id, size_bytes=1)

    def share_project(self, project_id: str) -> asyncio.Future[None]:
        """From now on it is everybody's."""
        return self._write(partial(project_rows.share, project_id=project_id), project_id)

    async def file_keys(self) -> set[str]:
        """The keys of all stored files that a saved project or a run names."""
        return await self._read_all(file_keys.named)

    # ---- runs -----------------------------------------------------------------------------------

    async def runs(self) -> list[SavedRun]:
        """Every run that can be read, oldest first."""
        return (await self._read_all(loading.load)).runs

    async def load(self) -> Loaded:
        """The same at a start, and which rows cannot be read. A wrong number of points is set right."""
        loaded = await self._read_all(loading.load)
        for one in loaded.mended:
            with suppress(
                StoreProblem, WriteRefused
            ):  # it is right in memory, and tried again at the next start
                await self.change_run(one.run.info.id, **one.values)
        return loaded

    async def project_of(self, run_id: str) -> dict[str, Any] | None:
        """The project file a run was started from."""
        return await self._read(partial(run_rows.project_of, run_id=run_id))

    async def points(self, run_id: str, after: int, limit: int) -> list[SavedPoint]:
        """At most ``limit`` points after ``after``, none missing: one that cannot be read is of kind "lost"."""
        return await self._read(partial(point_rows.points, run_id=run_id, after=after, limit=limit))

    async def changes(self, run_id: str, after: int, limit: int) -> list[SavedPoint]:
        """At most ``limit`` changed settings after a point. Raises :class:`DamagedRow` where one is damaged."""
        return await self._read_all(
            partial(point_rows.changes, run_id=run_id, after=after, limit=limit)
        )

    async def check_changes(self, run_id: str, after: int) -> None:
        """Raises :class:`DamagedRow` where a change after this point may be missing."""
        await self._read_all(partial(point_rows.check_changes, run_id=run_id, after=after))

    async def num_points(self, run_id: str, kind: str) -> int:
        """How many points of one kind a run has."""
        return await self._read_all(partial(run_rows.num_points, run_id=run_id, kind=kind))

    def add_run(
        self,
        info: RunInfo,
        project: Mapping[str, Any],
        request: str | None,
        owner: str | None = None,
    ) -> asyncio.Future[str]:
        """Keep a new run; gives the id of the run that this ``request`` made first."""
        text = json.dumps(project)
        add = partial(run_rows.add, info=info, text=text, request=request, owner=owner)
        return self._queue().request(add, info.id, size_bytes=len(text))

    def change_run(
        self, run_id: str, attempt: int | None = None, *, is_urgent: bool = True, **values: Any
    ) -> asyncio.Future[int]:
        """Set columns of a run; with ``attempt``, only while it is the newest (else :class:`Stale`)."""
        write = RunWrite(run_id, attempt, values)
        return self._queue().put(write, run_id, is_urgent=is_urgent)

    def begin_attempt(self, run_id: str, attempt: int) -> asyncio.Future[None]:
        """From now on only this attempt may write; :class:`Stale` where it or a newer one began elsewhere."""
        tries = count()
        return self._write(
            lambda db: run_rows.begin_attempt(db, run_id, attempt, is_again=next(tries) > 0), run_id
        )

    def append(
        self, run_id: str, attempt: int, points: Sequence[SavedPoint], **values: Any
    ) -> asyncio.Future[int]:
        """Keep points: those that are kept already are ignored, a missing one raises :class:`Gap`.

        ``values`` are columns of the run to set with them. Gives the last seq. Nobody waits for a point: what people
        do is written before the points of other runs.
        """
        write = RunWrite(run_id, attempt, values, points)
        return self._queue().put(write, run_id, is_urgent=False, rows=max(1, len(points)))

    def add_note(self, run_id: str, note: Note) -> asyncio.Future[None]:
        """Keep a note on a run."""
        add = partial(run_rows.add_note, run_id=run_id, note_id=new_id(), note=note)
        return self._queue().put(add, run_id, is_urgent=False)

    def delete_run(self, run_id: str) -> asyncio.Future[None]:
        """Forget a run with its points and notes."""
        remove = partial(run_rows.remove, at=now(), long_ago=now(FORGET_SECS))
        return self._write(lambda db: remove(db, run_id), run_id)

    # ---- whose folder it is ---------------------------------------------------------------------

    async def mark(self) -> Mark | None:
        """The mark of the last opening; None in a new database."""
        return await self._read_all(mark_rows.read)

    async def forgotten_runs(self) -> set[str]:
        """Runs that were deleted lately, whose files may still be there."""
        return await self._read_all(mark_rows.forgotten)

    def set_mark(self, mark: Mark, *, is_swept: bool) -> asyncio.Future[None]:
        """Keep a new mark; ``is_swept``: no file of a deleted run is left."""
        write = partial(mark_rows.write, mark=mark, is_swept=is_swept)
        writing = self._write(write, "mark")
        if self.path is None:  # a file has a lock instead
            writing.add_done_callback(partial(self._arm, mark.opening))
        return writing

    def _arm(self, opening: str, written: asyncio.Future[None]) -> None:
        """From now on nothing is written where the database was opened again."""
        if self._writer is not None and not written.cancelled() and written.exception() is None:
            self._writer.fence = partial(mark_rows.check, opening=opening)

    @property
    def superseded(self) -> asyncio.Event:
        """Set once another server has opened the database: nothing is written here any more."""
        return self._queue().superseded

    # ---- the threads ----------------------------------------------------------------------------

    def _open(self) -> None:
        if self._url.get_backend_name() == "sqlite":
            path = Path(str(self._url.database))
            lock = FileLock(path.with_name(path.name + ".lock"))
            try:
                is_free = lock.take()
            except (OSError, ValueError) as error:  # the latter of a path that no system knows
                where, why = shown(self._url), getattr(error, "strerror", None) or str(error)
                raise StoreProblem(sentences.CANNOT_OPEN(where=where, why=why)) from error
            if not is_free:
                raise StoreProblem(sentences.IN_USE(folder=str(path.parent)))
            self._lock = lock
            with suppress(sqlite3.Error, OSError):  # whatever it is, opening tells it
                self._look_at_log(path)
        try:
            self._engines = [writing_engine(self._url)]
            migrate(self._engines[0])
            self._engines.append(reading_engine(self._url, READERS))
        except BaseException:
            self._let_go()
            raise

    def _look_at_log(self, path: Path) -> None:
        """Say where the log of the file lost what was saved: SQLite itself drops it in silence."""
        lost = lost_frames(path) if path.exists() else 0
        if lost:
            folder = str(Backups(path).damaged)
            self.found = [sentences.LOG_DAMAGED(where=str(path), count=lost, folder=folder)]

    def _let_go(self) -> None:
        for engine in self._engines:
            engine.dispose()
        if self._lock is not None:
            self._lock.release()

    def _write(self, operation: Callable[[Connection], T], key: str) -> asyncio.Future[T]:
        """Something that a person waits for."""
        return self._queue().put(operation, key, is_urgent=True)

    def _queue(self) -> Writer:
        if self._writer is None:
            raise StoreProblem(sentences.NOT_OPEN())
        return self._writer

    async def _read(self, query: Callable[[Connection], T]) -> T:
        """What the query gives. Raises :class:`StoreAway` where the database does not answer in time."""
        reading = self._reading(query, ANSWER_SECS)
        done, _ = await asyncio.wait({reading}, timeout=ANSWER_SECS)
        if done:
            return reading.result()
        reading.add_done_callback(unheard)
        raise StoreAway(sentences.CANNOT_READ(why=sentences.WHY_SLOW()))

    async def _read_all(self, query: Callable[[Connection], T]) -> T:
        """The same for what may take long, and that nobody waits for."""
        return await self._reading(query, PATIENT_SECS)

    def _reading(self, query: Callable[[Connection], T], secs: float) -> asyncio.Future[T]:
        until = time.monotonic() + secs
        return self._in_thread(partial(read_patiently, self._engines[1], query, until))

    def _in_thread(self, work: Callable[[], T]) -> asyncio.Future[T]:
        return asyncio.get_running_loop().run_in_executor(self._threads, work)
