"""The one writer: a thread that runs write operations in order and commits those that wait together at once.

An operation is a function of a connection. It must be safe to run again (a commit whose answer was lost is repeated)
and must raise :class:`WriteRefused` before it has written anything. A future is resolved only after the commit.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import structlog
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import InterfaceError, OperationalError

from torchground.storage import sentences
from torchground.storage.records import StoreProblem, WriteRefused

T = TypeVar("T")
Operation = Callable[[Connection], T]

COMMIT_SECS = 0.02
"""At most one commit in so long: what comes meanwhile shares the next."""
GIVE_UP_SECS = 5.0
"""At close, what still cannot be written after this time is given up, with an error."""

_log = structlog.get_logger("storage")


@dataclass
class _Write:
    operation: Operation[Any]
    future: asyncio.Future[Any]
    since: float
    result: Any = None
    error: BaseException | None = None


class Writer:
    """Runs operations one after the other in a thread of its own."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._loop = asyncio.get_running_loop()
        self._waiting: deque[_Write] = deque()
        self._batch: list[_Write] = []
        self._wake = threading.Condition()
        self._closing_since: float | None = None
        self._thread = threading.Thread(target=self._run, name="storage-writer", daemon=True)
        self._thread.start()

    def put(self, operation: Operation[T]) -> asyncio.Future[T]:
        """Queue an operation; the future has its result once it is durable. From the event loop only."""
        future: asyncio.Future[T] = self._loop.create_future()
        if self._closing_since is not None:
            future.set_exception(StoreProblem(sentences.CLOSED()))
            return future
        with self._wake:
            self._waiting.append(_Write(operation, future, time.monotonic()))
            self._wake.notify()
        return future

    @property
    def backlog(self) -> int:
        """How many operations wait."""
        return len(self._waiting) + len(self._batch)

    @property
    def delayed_secs(self) -> float:
        """How long the oldest operation waits."""
        first = self._batch[0] if self._batch else self._waiting[0] if self._waiting else None
        return 0.0 if first is None else time.monotonic() - first.since

    async def close(self) -> None:
        """Write what waits (for at most a few seconds), then end the thread."""
        with self._wake:
            self._closing_since = time.monotonic()
            self._wake.notify()
        await asyncio.to_thread(self._thread.join)

    # ---- in the thread --------------------------------------------------------------------------

    def _run(self) -> None:
        while True:
            started = time.monotonic()
            self._batch = self._take()
            if not self._batch:
                return
            try:
                self._write(self._batch)
            except Exception as error:
                _log.exception("the writer met an error it does not know")
                for write in self._batch:
                    write.error = write.error or error
            done, self._batch = self._batch, []
            self._tell(done)
            self._rest(COMMIT_SECS - (time.monotonic() - started))

    def _take(self) -> list[_Write]:
        with self._wake:
            while not self._waiting and self._closing_since is None:
                self._wake.wait()
            batch = list(self._waiting)
            self._waiting.clear()
            return batch

    def _rest(self, secs: float) -> None:
        if secs > 0 and self._closing_since is None:
            time.sleep(secs)

    def _write(self, batch: list[_Write]) -> None:
        """The batch in one transaction; where one operation breaks it, each in its own."""
        if len(batch) > 1 and self._until_reachable(batch):
            return
        for write in batch:
            if not self._until_reachable([write]) and write.error is None:
                write.error = StoreProblem(sentences.NOT_SAVED())

    def _until_reachable(self, writes: list[_Write]) -> bool:
        """Commit, however long the database is locked, full or away. False where an operation itself broke."""
        pause = 0.05
        while True:
            try:
                self._commit(writes)
                return True
            except (OperationalError, InterfaceError) as error:
                if self._given_up():
                    raise
                _log.warning("saving is delayed", error=str(error.orig), waiting=self.backlog)
                time.sleep(pause)
                pause = min(1.0, pause * 2)
            except Exception as error:
                if len(writes) == 1:
                    writes[0].error = error
                return False

    def _given_up(self) -> bool:
        since = self._closing_since
        return since is not None and time.monotonic() - since > GIVE_UP_SECS

    def _commit(self, writes: list[_Write]) -> None:
        with self._engine.begin() as connection:
            for write in writes:
                write.error = None
                try:
                    write.result = write.operation(connection)
                except WriteRefused as refusal:
                    write.error = refusal

    def _tell(self, done: list[_Write]) -> None:
        try:
            self._loop.call_soon_threadsafe(_resolve, done)
        except RuntimeError:
            _log.warning("the event loop ended before it heard of a write")


def _resolve(done: list[_Write]) -> None:
    for write in done:
        if write.future.done():
            continue
        if write.error is not None:
            write.future.set_exception(write.error)
        else:
            write.future.set_result(write.result)
