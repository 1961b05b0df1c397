"""Gives runs to workers: new ones, those whose worker was lost, and those that somebody wants to look into again.

There is one queue for each class of device. A run that cannot be placed is passed over and keeps no other waiting; in
each queue, runs that train come before those that are only looked at.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

import structlog

from torchground.files.store import FileStore
from torchground.runs import events, sentences
from torchground.runs.effects import Effects
from torchground.runs.run_handle import RunHandle
from torchground.storage.records import SavedCheckpoint, StoreAway, WriteRefused
from torchground.storage.store import Store
from torchground.telemetry.messages import OVER, Point
from torchground.training.spec import PastChange
from torchground.words import Sentence, SentenceError, other
from torchground.workers.base import Workers
from torchground.workers.messages import Start

QUEUED_SECS = 5.0
"""A run that has no worker for so long says what it waits for."""
PIECE = 10_000
"""Changes read from the store at once."""
TRIES = 3
"""A run that cannot be prepared so often in a row is given up, with the reason."""
RETRY_SECS = 0.5
MAX_TURNS = 1_000
"""So many keys are remembered, or as many as wait."""

_log = structlog.get_logger("runs")


@dataclass(eq=False)
class Waiting:
    """A run in a queue."""

    handle: RunHandle
    since: float = field(default_factory=time.monotonic)
    failures: int = 0
    told: bool = False
    """It has said what it waits for."""


class Placement:
    """The queues, and the one task that serves them."""

    def __init__(self, store: Store, workers: Workers, files: FileStore, effects: Effects) -> None:
        self._store = store
        self._workers = workers
        self._files = files
        self._apply = effects.apply
        self._waiting: dict[str, Waiting] = {}
        self._wake = asyncio.Event()
        self._turns: dict[str, int] = {}
        """By key: the number of its last turn."""

    def add(self, handle: RunHandle) -> None:
        """Let the run wait for a worker."""
        self._waiting.setdefault(handle.id, Waiting(handle))
        self._wake.set()

    def remove(self, handle: RunHandle) -> None:
        """It waits no longer."""
        self._waiting.pop(handle.id, None)

    def try_again(self) -> None:
        """There may be a worker now."""
        self._wake.set()

    async def serve(self) -> None:
        """Give waiting runs to workers, for ever."""
        while True:
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._wake.wait(), self._until_told())
            self._wake.clear()
            await self._place_all()
            self._tell()

    # ---- the queues -----------------------------------------------------------------------------

    async def _place_all(self) -> None:
        """Place what can be placed now; pass over what cannot."""
        passed_over: set[str] = set()
        while (waiting := self._next(passed_over)) is not None:
            placed = await self._place(waiting)
            if not placed:
                passed_over.add(waiting.handle.id)

    def _next(self, passed_over: set[str]) -> Waiting | None:
        """The first that a worker is ready for: those that train, then by turns between keys, then as they came."""
        fitting = [
            waiting
            for run_id, waiting in self._waiting.items()
            if run_id not in passed_over and self._workers.is_ready_on(self._class_of(waiting))
        ]
        return min(
            fitting,
            key=lambda waiting: (
                not waiting.handle.run.will_train,
                self._turns.get(waiting.handle.key, 0),
            ),
            default=None,
        )

    def _had_its_turn(self, key: str) -> None:
        """The others come first now. What waits for nothing is forgotten."""
        self._turns[key] = max(self._turns.values(), default=0) + 1
        if len(self._turns) > MAX_TURNS:
            waiting = {one.handle.key for one in self._waiting.values()}
            self._turns = {one: turn for one, turn in self._turns.items() if one in waiting}

    def _class_of(self, waiting: Waiting) -> str:
        """The class of device that the run's queue is for."""
        run = waiting.handle.run
        return self._workers.device_class(_device(waiting.handle), heavy=run.heavy)

    # ---- one run --------------------------------------------------------------------------------

    async def _place(self, waiting: Waiting) -> bool:
        """Whether the run waits no more: it was placed, or is gone."""
        handle = waiting.handle
        try:
            prepared = await self._prepare(handle)
            if not self._still(waiting):
                return True
            if prepared is None:
                raise WriteRefused
            return self._give(waiting, *prepared)
        except WriteRefused:
            self.remove(handle)
            self._apply(handle, events.AttemptRefused())
            return True
        except StoreAway:
            asyncio.get_running_loop().call_later(RETRY_SECS, self.try_again)
            return False
        except Exception as error:
            self._failed(waiting, error)
            return False

    def _still(self, waiting: Waiting) -> bool:
        return self._waiting.get(waiting.handle.id) is waiting

    def _give(self, waiting: Waiting, start: Start, num_changes: int) -> bool:
        handle = waiting.handle
        device = self._workers.start(
            handle.id, start, device=_device(handle), heavy=handle.run.heavy
        )
        if device is None:
            return False
        self._had_its_turn(handle.key)
        self.remove(handle)
        handle.file = None
        self._apply(handle, events.Placed(device, num_changes))
        return True

    def _failed(self, waiting: Waiting, error: Exception) -> None:
        """Try again a little later; after some tries the run says why it cannot be placed."""
        waiting.failures += 1
        _log.error("a run could not be placed", run=waiting.handle.id, exc_info=error)
        if waiting.failures < TRIES:
            asyncio.get_running_loop().call_later(RETRY_SECS, self.try_again)
        elif self._still(waiting):
            self.remove(waiting.handle)
            reason = sentences.CANNOT_START(why=_why(error))
            self._apply(waiting.handle, events.StartFailed(reason))

    async def _prepare(self, handle: RunHandle) -> tuple[Start, int] | None:
        """All that a worker needs to begin or to go on, and how many changes the run has; None for a run that is gone.

        A new attempt has its number before anybody works on it. Raises ``WriteRefused`` where a later one began.
        """
        run = handle.run
        file = handle.file or await self._store.project_of(run.id)
        if file is None:
            return None
        if run.begun:
            attempt = run.attempt + 1
            await self._store.begin_attempt(run.id, attempt)
            self._apply(handle, events.AttemptBegun(attempt))
        saved = await self._checkpoint(handle)
        changes = await self._changes(run.id, saved.seq if saved else 0) if run.begun else ()
        num_changes = await self._store.num_points(run.id, "change") if run.begun else 0
        run = handle.run
        start = Start(
            project=file,
            data_dir=self._files.data_dir,
            checkpoint=saved.name if saved else None,
            sha256=saved.sha256 if saved else None,
            changes=changes,
            last_seq=run.info.last_seq,
            paused=run.start_paused or run.told_state in {"paused", *OVER},
            steps_per_second=run.info.steps_per_second,
        )
        return start, num_changes

    async def _checkpoint(self, handle: RunHandle) -> SavedCheckpoint | None:
        """The newest that is as it was written; without one the run is repeated from its start."""
        found, lost = await asyncio.to_thread(self._first_sound, handle.run.checkpoints)
        if lost:
            _log.warning(
                "checkpoints are damaged or gone", run=handle.id, lost=[s.name for s in lost]
            )
            self._apply(handle, events.CheckpointsLost(lost))
        return found

    def _first_sound(
        self, newest_first: Sequence[SavedCheckpoint]
    ) -> tuple[SavedCheckpoint | None, tuple[SavedCheckpoint, ...]]:
        """The first that is sound, and those before it, which are not. Blocks."""
        lost: list[SavedCheckpoint] = []
        for saved in newest_first:
            if self._files.checkpoints.holds(saved.name, saved.step, saved.seq, saved.sha256):
                return saved, tuple(lost)
            lost.append(saved)
        return None, tuple(lost)

    async def _changes(self, run_id: str, after: int) -> tuple[PastChange, ...]:
        """All changes behind a point, read in pieces."""
        changes: list[PastChange] = []
        await self._store.check_changes(run_id, after)
        read = partial(self._store.changes, run_id, limit=PIECE)
        while piece := await read(after=after):
            changes += [_past_change(point.data) for point in piece]
            after = piece[-1].seq
        return tuple(changes)

    # ---- saying what is waited for --------------------------------------------------------------

    def _until_told(self) -> float | None:
        """How long until a run must say what it waits for; None where none must."""
        since = [waiting.since for waiting in self._waiting.values() if not waiting.told]
        return max(0.0, min(since) + QUEUED_SECS - time.monotonic()) if since else None

    def _tell(self) -> None:
        due = time.monotonic() - QUEUED_SECS
        for waiting in list(self._waiting.values()):
            if not waiting.told and waiting.since <= due:
                waiting.told = True
                self._apply(waiting.handle, events.PlaceRefused(self._reason(waiting)))

    def _reason(self, waiting: Waiting) -> Sentence:
        device = _device(waiting.handle)
        if device is not None and self._class_of(waiting) != "cpu":
            return sentences.WAITS_FOR_GPU(device=device)
        return sentences.WAITS_FOR_WORKER()


def _why(error: Exception) -> Sentence:
    if isinstance(error, SentenceError):
        return error.sentence
    return other(f"{type(error).__name__}: {error}")


def _device(handle: RunHandle) -> str | None:
    """Where an earlier attempt trained."""
    return handle.info.device if handle.run.begun else None


def _past_change(data: str) -> PastChange:
    point = Point.model_validate_json(data)
    assert point.change is not None
    return PastChange(point.step, point.change)
