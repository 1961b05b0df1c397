"""Performs what ``live_run.step`` wants done: writes, sends, shows and answers. It decides nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any, Protocol, TypeAlias

import structlog
from typing_extensions import assert_never

from torchground.files.checkpoints import Checkpoints
from torchground.runs import events
from torchground.runs.events import Effect, Event, Save, Write
from torchground.runs.live_run import step
from torchground.runs.run_handle import RunHandle
from torchground.runs.run_state import note_of
from torchground.storage.checkpoint_columns import columns_of
from torchground.storage.records import Gap, StoreProblem, WriteRefused
from torchground.storage.sentences import NOT_SAVED
from torchground.storage.store import Store, now
from torchground.telemetry.messages import ProbeProblem
from torchground.words import Sentence
from torchground.workers.base import Workers

_log = structlog.get_logger("runs")

Show: TypeAlias = (
    events.ShowInfo
    | events.ShowPoints
    | events.ShowLive
    | events.ShowReading
    | events.ShowNoReadings
)
Tell: TypeAlias = events.AnswerCommand | events.AnswerMeasure | events.AnswerDelete


class Surroundings(Protocol):
    """What runs act on together: the queue for workers, the list, the folder."""

    def place(self, handle: RunHandle) -> None:
        """The run waits for a worker."""

    def unplace(self, handle: RunHandle) -> None:
        """The run waits for a worker no longer."""

    def listed(self, handle: RunHandle) -> None:
        """Something that the list of runs shows has changed."""

    def make_room(self) -> None:
        """Workers may hold too many idle runs."""

    def forgotten(self, handle: RunHandle) -> None:
        """The run is gone from the store."""


class Effects:
    """Takes events of runs, one after the other, and performs what follows."""

    def __init__(
        self, store: Store, workers: Workers, checkpoints: Checkpoints, draft_secs: float
    ) -> None:
        self._store = store
        self._workers = workers
        self._checkpoints = checkpoints
        self._draft_secs = draft_secs
        self._removing: set[asyncio.Future[None]] = set()
        self.surroundings: Surroundings | None = None

    def apply(self, handle: RunHandle, event: Event) -> None:
        """Let this happen to the run, and everything that follows at once."""
        handle.events.append(event)
        if handle.is_taking:
            return
        handle.is_taking = True
        try:
            while handle.events:
                handle.run, effects = step(handle.run, handle.events.popleft(), now())
                for effect in effects:
                    self._perform(handle, effect)
        finally:
            handle.is_taking = False

    async def finish(self) -> None:
        """Wait for files that are still being removed."""
        await asyncio.gather(*self._removing, return_exceptions=True)

    # ---- each effect ----------------------------------------------------------------------------

    def _perform(self, handle: RunHandle, effect: Effect) -> None:
        assert self.surroundings is not None
        match effect:
            case events.Save():
                self._save(handle, effect)
            case events.Send():
                self._send(handle, effect)
            case events.Drop():
                self._workers.drop(handle.id)
                handle.ring.empty()
            case events.Place():
                self.surroundings.place(handle)
            case events.Unplace():
                self.surroundings.unplace(handle)
            case events.MakeRoom():
                self.surroundings.make_room()
            case events.KeepCheckpoints():
                work = partial(self._checkpoints.keep_only, handle.id, effect.names)
                self._in_thread(work)
            case events.ForgetLater():
                self._forget_later(handle)
            case events.KeepForNow():
                _keep_for_now(handle)
            case events.Forget():
                self.surroundings.forgotten(handle)
                self._in_thread(partial(self._checkpoints.remove_all, handle.id))
            case events.LogError():
                _log.error("a run sends what cannot be kept", run=handle.id, error=effect.text)
            case events.AnswerCommand() | events.AnswerDelete() | events.AnswerMeasure():
                _answer(handle, effect)
            case _:
                self._show(handle, effect)

    def _show(self, handle: RunHandle, effect: Show) -> None:
        assert self.surroundings is not None
        match effect:
            case events.ShowInfo():
                handle.version += 1
                if effect.listed:
                    self.surroundings.listed(handle)
            case events.ShowPoints():
                for point in effect.points:
                    handle.ring.add(point.seq, point.data)
            case events.ShowLive():
                handle.show(effect.message)
            case events.ShowReading():
                _show_reading(handle, effect.probe_key, effect.found)
            case events.ShowNoReadings():
                for key in handle.watched.probes:
                    _show_reading(handle, key, str(effect.reason))
            case _:
                assert_never(effect)
        handle.wake()

    def _send(self, handle: RunHandle, send: events.Send) -> None:
        try:
            outcome = self._workers.send(handle.id, send.request)
        except (TypeError, ValueError) as error:  # what no line can carry
            _log.error("a request cannot be sent", run=handle.id, error=str(error))
            outcome = "full"
        if outcome != "sent" and send.request.type != "watch":
            self.apply(handle, events.RequestRefused(send.request.request))

    # ---- writing --------------------------------------------------------------------------------

    def _save(self, handle: RunHandle, save: Save) -> None:
        written = self._write(handle.id, save.attempt, save.write)
        written.add_done_callback(partial(self._written, handle, save.number))

    def _write(self, run_id: str, attempt: int, write: Write) -> asyncio.Future[Any]:
        change = partial(self._store.change_run, run_id)
        match write:
            case events.WritePoints():
                return self._store.append(run_id, attempt, write.points, **write.columns)
            case events.WriteState():
                return change(attempt if write.fenced else None, **write.columns)
            case events.WriteCheckpoints():
                return change(attempt, is_urgent=False, **columns_of(write.kept))
            case events.WriteAnswer() | events.WriteColumns():
                return change(attempt, **write.columns)
            case events.WriteLoss():
                return change(attempt)
            case events.WriteLabels():
                return change(**write.columns)
            case events.WriteDeaths():
                return change(deaths=write.deaths)
            case events.WriteKept():
                return change(draft=False)
            case events.WriteNote():
                note = note_of(write.kind, write.sentence, write.step, write.at)
                return self._store.add_note(run_id, note)
            case events.WriteDeletion():
                return self._store.delete_run(run_id)
            case _:
                assert_never(write)

    def _written(self, handle: RunHandle, number: int, written: asyncio.Future[Any]) -> None:
        """Futures resolve in the order of the writes."""
        error = StoreProblem(NOT_SAVED()) if written.cancelled() else written.exception()
        if error is None:
            self.apply(handle, events.Committed(number))
            return
        if isinstance(error, Gap):
            _log.error("a point is missing", run=handle.id, error=str(error))
        elif not isinstance(error, (WriteRefused, StoreProblem)):
            _log.error("a write broke", run=handle.id, exc_info=error)
        self.apply(handle, events.WriteFailed(number, stale=isinstance(error, WriteRefused)))

    # ---- time and files -------------------------------------------------------------------------

    def _forget_later(self, handle: RunHandle) -> None:
        _keep_for_now(handle)
        loop = asyncio.get_running_loop()
        due = partial(self.apply, handle, events.ForgetDue())
        handle.forgetting = loop.call_later(self._draft_secs, due)

    def _in_thread(self, work: Callable[[], None]) -> None:
        removing = asyncio.get_running_loop().run_in_executor(None, work)
        self._removing.add(removing)
        removing.add_done_callback(self._removing.discard)


def _keep_for_now(handle: RunHandle) -> None:
    if handle.forgetting is not None:
        handle.forgetting.cancel()
        handle.forgetting = None


def _answer(handle: RunHandle, effect: Tell) -> None:
    if isinstance(effect, events.AnswerMeasure):
        waiting = handle.measures.pop(effect.request, None)
        if waiting is not None and not waiting.done():
            waiting.set_result(effect.found)
        return
    asking: asyncio.Future[Sentence | None] | None = handle.answers.pop(effect.request, None)
    if asking is not None and not asking.done():
        asking.set_result(effect.error)


def _show_reading(handle: RunHandle, key: str, found: bytes | str) -> None:
    if isinstance(found, str):
        found = ProbeProblem(run=handle.id, probe=key, error=found).model_dump_json()
    handle.watched.put(key, found)
