"""The one writer: a thread that makes what waits in bounded batches, each in one transaction.

An operation is a function of a connection. It must be safe to run again (a commit whose answer was lost is repeated)
and must raise :class:`WriteRefused` before it has written anything. A future is resolved only after the commit.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, TypeAlias, TypeVar

import structlog
from sqlalchemy import Connection, Engine

from torchground.storage import run_writes, sentences
from torchground.storage.batches import next_batch
from torchground.storage.failures import Cause, cause_of, is_damage, why
from torchground.storage.records import StoreProblem, Superseded, WriteRefused
from torchground.storage.run_writes import RunWrite

T = TypeVar("T")
Operation: TypeAlias = Callable[[Connection], T]

COMMIT_SECS = 0.02
"""At most one commit in so long while little waits: what comes meanwhile shares the next."""
MAX_ROWS = 2000
"""Most rows in one transaction. After a failure half of it, and double again after each success."""
MIN_ROWS = 50
MAX_REQUESTS = 1000
MAX_REQUEST_BYTES = 8_000_000
"""Most of what people asked to save that waits in memory; more is refused with a sentence."""
GIVE_UP_SECS = 5.0
"""At close, what still cannot be written after this time is given up, with an error."""

_log = structlog.get_logger("storage")


@dataclass(eq=False)
class Write:
    """An operation that waits."""

    operation: Operation[Any] | RunWrite
    future: asyncio.Future[Any]
    key: str
    is_urgent: bool
    rows: int
    number: int
    """In which place it was asked for."""
    since: float
    size_bytes: int = 0
    """How large it is, where a person asked to save it."""
    is_whole: bool = False
    """It leaves nothing of what a write with the same key before it wrote."""
    result: Any = None
    error: BaseException | None = None


class Writer:
    """Makes operations with the same key in order, and first of all those that a person waits for."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._loop = asyncio.get_running_loop()
        self._waiting: list[Write] = []
        self._batch: list[Write] = []
        self._number = 0
        self._rows = 0
        self._requests = 0
        self._bytes = 0
        self._max_rows = MAX_ROWS
        self._wake = threading.Condition()
        self._closing_since: float | None = None
        self.trouble: Cause | None = None
        """Why the last try failed; None while all goes well."""
        self.fence: Callable[[Connection], None] | None = None
        """Begins every transaction; raises :class:`Superseded` where another server has the database now."""
        self.superseded: asyncio.Event = asyncio.Event()
        """Set for ever once it has; then everything is refused."""
        self._is_over: Superseded | None = None
        self._thread = threading.Thread(target=self._run, name="storage-writer", daemon=True)
        self._thread.start()

    def put(
        self, operation: Operation[T] | RunWrite, key: str, *, is_urgent: bool, rows: int = 1
    ) -> asyncio.Future[T]:
        """Queue an operation; the future has its result once it is durable. From the event loop only."""
        return self._put(operation, key, is_urgent=is_urgent, rows=rows)

    def request(
        self, operation: Operation[T], key: str, *, size_bytes: int, is_whole: bool = False
    ) -> asyncio.Future[T]:
        """The same for what a person asked to save: refused with a sentence where too much waits already.

        ``is_whole``: it replaces an earlier one with this key that still waits, and both have the same future.
        """
        with self._wake:
            earlier = self._replaceable(key) if is_whole else None
            if self._is_full(size_bytes - (earlier.size_bytes if earlier else 0)):
                why = sentences.WHY[self.trouble]()
                return self._refused(StoreProblem(sentences.TOO_MUCH_WAITS(why=why)))
            if earlier is not None:
                self._bytes += size_bytes - earlier.size_bytes
                earlier.operation, earlier.size_bytes = operation, size_bytes
                return earlier.future
            self._requests += 1
            self._bytes += size_bytes
            return self._put(
                operation, key, is_urgent=True, size_bytes=size_bytes, is_whole=is_whole
            )

    def _put(
        self, operation: Operation[T] | RunWrite, key: str, **details: Any
    ) -> asyncio.Future[T]:
        if self._closing_since is not None:
            return self._refused(StoreProblem(sentences.CLOSED()))
        if self._is_over is not None:
            return self._refused(Superseded(sentences.SUPERSEDED()))
        future: asyncio.Future[T] = self._loop.create_future()
        details = {"rows": 1} | details
        with self._wake:
            self._number += 1
            self._rows += details["rows"]
            since = time.monotonic()
            write = Write(operation, future, key, number=self._number, since=since, **details)
            self._waiting.append(write)
            self._wake.notify()
        return future

    def _replaceable(self, key: str) -> Write | None:
        """The last write with this key, where it still waits and is whole."""
        last = next((write for write in reversed(self._waiting) if write.key == key), None)
        return last if last is not None and last.is_whole else None

    def _is_full(self, more_bytes: int) -> bool:
        return self._requests >= MAX_REQUESTS or self._bytes + more_bytes > MAX_REQUEST_BYTES

    def _refused(self, problem: Exception) -> asyncio.Future[Any]:
        future: asyncio.Future[Any] = self._loop.create_future()
        future.set_exception(problem)
        return future

    @property
    def backlog(self) -> int:
        """How many rows wait."""
        return self._rows

    @property
    def delayed_secs(self) -> float:
        """How long the oldest operation waits."""
        with self._wake:
            firsts = [write.since for write in (*self._batch, *self._waiting[:1])]
        return time.monotonic() - min(firsts) if firsts else 0.0

    async def close(self) -> None:
        """Write what waits (for at most a few seconds), then end the thread."""
        with self._wake:
            self._closing_since = time.monotonic()
            self._wake.notify()
        await asyncio.to_thread(self._thread.join)

    # ---- in the thread --------------------------------------------------------------------------

    def _run(self) -> None:
        pause = 0.05
        while self._take():
            started = time.monotonic()
            settled, failure = self._write(self._batch)
            self._settle(settled)
            if failure is None:
                self._succeeded()
                pause = 0.05
                self._rest(COMMIT_SECS - (time.monotonic() - started))
            elif self._given_up():
                self._give_up(failure)
            else:
                self._failed(failure)
                time.sleep(pause)
                pause = min(1.0, pause * 2)

    def _take(self) -> bool:
        """Take the next batch; False when the writer is closed and nothing waits."""
        with self._wake:
            while not self._waiting and self._closing_since is None:
                self._wake.wait()
            self._batch = next_batch(self._waiting, self._max_rows)
            taken = {id(write) for write in self._batch}
            self._waiting = [write for write in self._waiting if id(write) not in taken]
            return bool(self._batch)

    def _rest(self, secs: float) -> None:
        if secs > 0 and self._closing_since is None and self._rows < self._max_rows:
            time.sleep(secs)

    # ---- one batch ------------------------------------------------------------------------------

    def _write(self, batch: Sequence[Write]) -> tuple[list[Write], BaseException | None]:
        """Make a batch in one transaction; where one operation breaks it, in smaller and smaller parts without it.

        Gives what is settled, and why the rest of it could not be written just now.
        """
        parts, settled = [list(batch)], list[Write]()
        while parts:
            part = parts.pop()
            try:
                self._commit(part)
            except Superseded as error:
                left = [write for write in batch if write not in settled]
                return settled + self._end(left, error), None
            except Exception as error:
                if cause_of(error) is not None:
                    return settled, error
                if len(part) > 1:
                    half = len(part) // 2
                    parts += [part[half:], part[:half]]
                    continue
                part[0].error = _told(error)
            settled += part
        return settled, None

    def _end(self, left: list[Write], error: Superseded) -> list[Write]:
        """Everything that is not settled is refused, now and from now on."""
        if self._is_over is None:
            _log.warning("another server has the database now: nothing is written any more")
        self._is_over = error
        for write in left:
            write.error = Superseded(error.sentence)
        with suppress(RuntimeError):  # the event loop has ended
            self._loop.call_soon_threadsafe(self.superseded.set)
        return left

    def _commit(self, writes: Sequence[Write]) -> None:
        with self._engine.begin() as connection:
            if self.fence is not None:
                self.fence(connection)
            for group in _groups(writes):
                _perform(connection, group)

    # ---- what came of it ------------------------------------------------------------------------

    def _settle(self, settled: Sequence[Write]) -> None:
        """Tell whoever waits; what is not settled waits again, at its place."""
        done = {id(write) for write in settled}
        with self._wake:
            left = [write for write in self._batch if id(write) not in done]
            self._batch = []
            self._rows -= sum(write.rows for write in settled)
            self._requests -= sum(write.size_bytes > 0 for write in settled)
            self._bytes -= sum(write.size_bytes for write in settled)
            if left:
                self._waiting = sorted([*left, *self._waiting], key=attrgetter("number"))
        try:
            self._loop.call_soon_threadsafe(_resolve, settled)
        except RuntimeError:
            _log.warning("the event loop ended before it heard of a write")

    def _succeeded(self) -> None:
        if self.trouble is not None:
            _log.info("saving works again", waiting=self.backlog)
        self.trouble = None
        self._max_rows = min(MAX_ROWS, self._max_rows * 2)

    def _failed(self, error: BaseException) -> None:
        self.trouble = cause_of(error)
        self._max_rows = max(MIN_ROWS, self._max_rows // 2)
        cause = str(getattr(error, "orig", error))
        _log.warning("saving is delayed", error=cause, cause=self.trouble, waiting=self.backlog)

    def _given_up(self) -> bool:
        since = self._closing_since
        return since is not None and time.monotonic() - since > GIVE_UP_SECS

    def _give_up(self, error: BaseException) -> None:
        with self._wake:
            self._batch, self._waiting = self._waiting, []
        for write in self._batch:
            write.error = StoreProblem(sentences.NOT_SAVED())
        _log.error("what waited could not be saved", error=str(error), waiting=self.backlog)
        self._settle(self._batch)


def _told(error: Exception) -> Exception:
    """A damaged file is told with its sentence; any other mistake stays what it is."""
    if is_damage(error):
        return StoreProblem(sentences.WRITE_DAMAGED(why=why(error)))
    return error


def _groups(writes: Sequence[Write]) -> Iterator[list[Write]]:
    """Writes in an order that keeps that of each key: writes of runs together as long as none must come between."""
    together: list[Write] = []
    for write in writes:
        if isinstance(write.operation, RunWrite):
            together.append(write)
            continue
        if any(one.key == write.key for one in together):
            yield together
            together = []
        yield [write]
    if together:
        yield together


def _perform(connection: Connection, group: Sequence[Write]) -> None:
    """Make writes of runs, or one other operation. What is refused says so, the others are made."""
    together = [w.operation for w in group if isinstance(w.operation, RunWrite)]
    outcomes = run_writes.perform(connection, together) if together else [_one(connection, group)]
    for write, outcome in zip(group, outcomes, strict=True):
        write.result = outcome
        write.error = outcome if isinstance(outcome, WriteRefused) else None


def _one(connection: Connection, group: Sequence[Write]) -> Any:
    (write,) = group
    assert not isinstance(write.operation, RunWrite)
    try:
        return write.operation(connection)
    except WriteRefused as refusal:
        return refusal


def _resolve(done: Sequence[Write]) -> None:
    for write in done:
        if write.future.done():
            continue
        if write.error is not None:
            write.future.set_exception(write.error)
        else:
            write.future.set_result(write.result)
