"""What workers send of runs: first it is committed, then it is shown, in the order in which it was sent.

Pictures, statuses and measurements are not kept and are shown at once.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

import structlog
from typing_extensions import assert_never

from torchground.runs import files, states
from torchground.runs.kept import Kept, Pending
from torchground.storage.records import Gap, SavedCheckpoint, SavedPoint, Stale, StoreProblem
from torchground.storage.store import Store, now
from torchground.telemetry.messages import Answer, Note, Point, ProbeProblem, Set, Status
from torchground.training.messages import (
    Answered,
    Checkpointed,
    Measured,
    Noted,
    PointMade,
    ProbeFailed,
    ProbeFrame,
    StateChanged,
    StatusMade,
)
from torchground.workers.messages import FromRun, Gone

MAX_NOTES = 50
"""Older notes of a run are kept but not shown."""

_log = structlog.get_logger("runs")


class WorkerEvents:
    """Takes what workers send of runs to the store, and on to whoever looks."""

    def __init__(self, store: Store, folder: Path, lost: Callable[[Kept], None]) -> None:
        self._store = store
        self._folder = folder
        self._lost = lost
        self.shown: Callable[[Kept], None] = lambda _: None
        """Called when something changed that the list of runs shows."""
        self._removing: set[asyncio.Future[None]] = set()

    def receive(self, runs: Mapping[str, Kept], messages: Sequence[tuple[str, FromRun]]) -> None:
        """Take what one worker sent, in order. Points that came together are written together."""
        for run_id, group in groupby(messages, lambda one: one[0]):
            kept = runs.get(run_id)
            if kept is None:
                continue
            points: list[Point] = []
            for _, message in group:
                if isinstance(message, PointMade):
                    points.append(message.point)
                    continue
                self._points(kept, points)
                points = []
                self._take(kept, message)
            self._points(kept, points)

    def _take(self, kept: Kept, message: FromRun) -> None:
        match message:
            case PointMade():
                self._points(kept, [message.point])
            case StateChanged():
                self._state(kept, message)
            case Checkpointed():
                self._checkpoint(kept, message)
            case Answered():
                self._answer(kept, message)
            case Measured():
                self._measured(kept, message)
            case ProbeFrame():
                self._probe_frame(kept, message)
            case ProbeFailed():
                self._probe_failed(kept, message)
            case StatusMade():
                self._status(kept, message)
            case Noted():
                note = Note(step=kept.info.step, text=message.text, kind="limit", at=now())
                self.note(kept, note)
            case Gone():
                """The registry knows what to do."""
            case _:
                assert_never(message)

    def note(self, kept: Kept, note: Note) -> None:
        """Keep a note, then show it."""
        self._then(kept, self._store.add_note(kept.info.id, note), partial(self._noted, kept, note))

    async def finish(self) -> None:
        """Wait for what is still being removed."""
        await asyncio.gather(*self._removing, return_exceptions=True)

    # ---- kept, then shown -----------------------------------------------------------------------

    def _points(self, kept: Kept, made: Sequence[Point]) -> None:
        points = [point for point in made if point.seq > kept.said_seq]
        if not points:
            return
        values = _columns(kept, points)
        kept.said_seq = points[-1].seq
        saved = [SavedPoint(point.seq, point.kind, point.model_dump_json()) for point in points]
        written = self._store.append(kept.info.id, kept.attempt, saved, **values)
        self._then(kept, written, partial(self._show_points, kept, saved, values))

    def _show_points(self, kept: Kept, saved: Sequence[SavedPoint], values: dict[str, Any]) -> None:
        for point in saved:
            kept.ring.add(point.seq, point.data)
        kept.info = kept.info.model_copy(update={**values, "last_seq": saved[-1].seq})
        if "settings" in values:
            kept.version += 1
        kept.wake()

    def _state(self, kept: Kept, changed: StateChanged) -> None:
        if kept.looking or not states.may_follow(kept.info.state, changed.state):
            return
        values: dict[str, Any] = {
            "state": changed.state,
            "reason": changed.reason,
            "epoch": changed.epoch,
            "step": changed.step,
        }
        written = self._store.change_run(kept.info.id, kept.attempt, **values)
        self._then(kept, written, partial(self._show_state, kept, values))

    def _show_state(self, kept: Kept, values: dict[str, Any]) -> None:
        kept.change(**values)
        if kept.over:
            kept.looking = True
        if kept.info.state == "failed" and "diverged" in (kept.info.reason or ""):
            text = str(kept.info.reason)
            self.note(kept, Note(step=kept.info.step, text=text, kind="diverged", at=now()))
        self.shown(kept)
        kept.wake()

    def _checkpoint(self, kept: Kept, written_at: Checkpointed) -> None:
        saved = SavedCheckpoint(written_at.path.name, written_at.seq, written_at.step)
        values = {
            "checkpoint": saved.name,
            "checkpoint_seq": saved.seq,
            "checkpoint_step": saved.step,
        }
        written = self._store.change_run(kept.info.id, kept.attempt, **values)
        self._then(kept, written, partial(self._keep_checkpoint, kept, saved))

    def _keep_checkpoint(self, kept: Kept, saved: SavedCheckpoint) -> None:
        kept.checkpoint = saved
        loop = asyncio.get_running_loop()
        work = partial(files.remove_older, self._folder, kept.info.id, saved.name)
        removing = loop.run_in_executor(None, work)
        self._removing.add(removing)
        removing.add_done_callback(self._removing.discard)

    def _answer(self, kept: Kept, answered: Answered) -> None:
        pending = kept.pending.pop(answered.request, None)
        if pending is None:
            return
        command = pending.command
        values: dict[str, Any] = {}
        if answered.ok and isinstance(command, Set) and command.field == "steps_per_second":
            values = {"steps_per_second": command.value}
        written = self._store.change_run(kept.info.id, kept.attempt, **values)
        self._then(kept, written, partial(self._show_answer, kept, pending, values, answered))

    def _show_answer(
        self, kept: Kept, pending: Pending, values: dict[str, Any], answered: Answered
    ) -> None:
        if values:
            kept.change(**values)
            kept.wake()
        if not pending.answer.done():
            answer = Answer(id=pending.answer_id, ok=answered.ok, error=answered.error)
            pending.answer.set_result(answer)

    def _noted(self, kept: Kept, note: Note) -> None:
        kept.change(notes=[*kept.info.notes, note][-MAX_NOTES:])
        kept.wake()

    # ---- shown at once --------------------------------------------------------------------------

    def _measured(self, kept: Kept, measured: Measured) -> None:
        waiting = kept.measuring.pop(measured.request, None)
        if waiting is not None and not waiting.done():
            waiting.set_result(measured.data or measured.error or "There is no such number.")

    def _probe_frame(self, kept: Kept, frame: ProbeFrame) -> None:
        if kept.watched.put(frame.probe_key, frame.data):
            kept.wake()

    def _probe_failed(self, kept: Kept, failed: ProbeFailed) -> None:
        problem = ProbeProblem(run=kept.info.id, probe=failed.probe_key, error=failed.error)
        if kept.watched.put(problem.probe, problem.model_dump_json()):
            kept.wake()

    def _status(self, kept: Kept, status: StatusMade) -> None:
        kept.status = Status(
            run=kept.info.id,
            epoch=status.epoch,
            step=status.step,
            batch_loss=status.batch_loss,
            steps_per_second=status.steps_per_second,
        ).model_dump_json()
        kept.num_statuses += 1
        kept.wake()

    # ---- the machinery --------------------------------------------------------------------------

    def _then(self, kept: Kept, written: asyncio.Future[Any], show: Callable[[], None]) -> None:
        """Show what was written once it is committed. Futures resolve in the order of the writes."""

        def committed(future: asyncio.Future[Any]) -> None:
            error = None if future.cancelled() else future.exception()
            if error is None:
                show()
            elif isinstance(error, Stale):
                self._lost(kept)
            elif isinstance(error, Gap):
                _log.error("a point is missing", run=kept.info.id, error=str(error))
                self._lost(kept)
            elif not isinstance(error, StoreProblem):
                _log.error("a write broke", run=kept.info.id, exc_info=error)

        with contextlib.suppress(asyncio.InvalidStateError):
            written.add_done_callback(committed)


def _columns(kept: Kept, points: Sequence[Point]) -> dict[str, Any]:
    """What these points change in the run's own record."""
    values: dict[str, Any] = {"epoch": points[-1].epoch, "step": points[-1].step}
    changes = {p.change.field: p.change.after for p in points if p.change is not None}
    if changes:
        kept.settings.update(changes)
        values["settings"] = dict(kept.settings)
    whole = [point for point in points if point.kind == "epoch"]
    if whole:
        values["final"] = _final(whole[-1])
    return values


def _final(point: Point) -> dict[str, float]:
    losses = {"train_loss": point.train_loss, "test_loss": point.test_loss}
    return {name: loss for name, loss in losses.items() if loss is not None} | point.metrics
