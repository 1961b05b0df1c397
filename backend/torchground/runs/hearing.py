"""What workers say of runs: first it is committed, then it is shown, in the order in which it was said.

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

from torchground.runs import files, states
from torchground.runs.kept import Kept, Pending
from torchground.storage.records import Gap, SavedCheckpoint, SavedPoint, Stale, StoreProblem
from torchground.storage.store import Store, now
from torchground.telemetry.messages import Answer, Note, Point, ProbeProblem, Set, Status
from torchground.workers.protocol import Frame

MAX_NOTES = 50
"""Older notes of a run are kept but not shown."""

_log = structlog.get_logger("runs")


class Hearing:
    """Takes frames about runs to the store and on to whoever looks."""

    def __init__(self, store: Store, folder: Path, lost: Callable[[Kept], None]) -> None:
        self._store = store
        self._folder = folder
        self._lost = lost
        self.shown: Callable[[Kept], None] = lambda _: None
        """Called when something changed that the list of runs shows."""
        self._removing: set[asyncio.Future[None]] = set()
        self._hear: dict[str, Callable[[Kept, Sequence[Frame]], None]] = {
            "point": self._points,
            "state": self._each(self._state),
            "checkpoint": self._each(self._checkpoint),
            "answer": self._each(self._answer),
            "measured": self._each(self._measured),
            "frame": self._each(self._picture),
            "probe_problem": self._each(self._probe_problem),
            "status": self._each(self._status),
            "note": self._each(self._note),
        }

    def hear(self, runs: Mapping[str, Kept], frames: Sequence[Frame]) -> None:
        """Frames of one worker, in order."""
        for (run_id, kind), group in groupby(frames, lambda frame: (frame.run_id, frame.kind)):
            kept, hear = runs.get(run_id), self._hear.get(kind)
            if kept is not None and hear is not None:
                hear(kept, list(group))

    def note(self, kept: Kept, note: Note) -> None:
        """Keep a note, then show it."""
        self._then(kept, self._store.add_note(kept.info.id, note), partial(self._noted, kept, note))

    async def finish(self) -> None:
        """Wait for what is still being removed."""
        await asyncio.gather(*self._removing, return_exceptions=True)

    # ---- kept, then shown -----------------------------------------------------------------------

    def _points(self, kept: Kept, frames: Sequence[Frame]) -> None:
        texts = [str(frame.head["json"]) for frame in frames]
        made = [(Point.model_validate_json(text), text) for text in texts]
        fresh = [(point, text) for point, text in made if point.seq > kept.said_seq]
        if not fresh:
            return
        points = [point for point, _ in fresh]
        values = _columns(kept, points)
        kept.said_seq = points[-1].seq
        saved = [SavedPoint(point.seq, point.kind, text) for point, text in fresh]
        written = self._store.append(kept.info.id, kept.attempt, saved, **values)
        self._then(kept, written, partial(self._show_points, kept, saved, values))

    def _show_points(self, kept: Kept, saved: Sequence[SavedPoint], values: dict[str, Any]) -> None:
        for point in saved:
            kept.ring.add(point.seq, point.data)
        kept.info = kept.info.model_copy(update={**values, "last_seq": saved[-1].seq})
        if "settings" in values:
            kept.version += 1
        kept.wake()

    def _state(self, kept: Kept, head: Mapping[str, Any]) -> None:
        if kept.looking or not states.may_follow(kept.info.state, head["state"]):
            return
        values = {name: head[name] for name in ("state", "reason", "epoch", "step")}
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

    def _checkpoint(self, kept: Kept, head: Mapping[str, Any]) -> None:
        saved = SavedCheckpoint(str(head["name"]), int(head["seq"]), int(head["step"]))
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

    def _answer(self, kept: Kept, head: Mapping[str, Any]) -> None:
        pending = kept.pending.pop(head["request"], None)
        if pending is None:
            return
        command, ok = pending.command, bool(head["ok"])
        values: dict[str, Any] = {}
        if ok and isinstance(command, Set) and command.field == "steps_per_second":
            values = {"steps_per_second": command.value}
        written = self._store.change_run(kept.info.id, kept.attempt, **values)
        self._then(kept, written, partial(self._show_answer, kept, pending, values, head))

    def _show_answer(
        self, kept: Kept, pending: Pending, values: dict[str, Any], head: Mapping[str, Any]
    ) -> None:
        if values:
            kept.change(**values)
            kept.wake()
        if not pending.answer.done():
            answer = Answer(id=pending.answer_id, ok=bool(head["ok"]), error=head["error"])
            pending.answer.set_result(answer)

    def _note(self, kept: Kept, head: Mapping[str, Any]) -> None:
        self.note(kept, Note(step=kept.info.step, text=str(head["text"]), kind="limit", at=now()))

    def _noted(self, kept: Kept, note: Note) -> None:
        kept.change(notes=[*kept.info.notes, note][-MAX_NOTES:])
        kept.wake()

    # ---- shown at once --------------------------------------------------------------------------

    def _measured(self, kept: Kept, head: Mapping[str, Any], body: bytes) -> None:
        waiting = kept.measuring.pop(head["request"], None)
        if waiting is not None and not waiting.done():
            waiting.set_result(body or str(head["error"] or "There is no such number."))

    def _picture(self, kept: Kept, head: Mapping[str, Any], body: bytes) -> None:
        if kept.watched.put(str(head["probe"]), body):
            kept.wake()

    def _probe_problem(self, kept: Kept, head: Mapping[str, Any]) -> None:
        problem = ProbeProblem(run=kept.info.id, probe=head["probe"], error=head["error"])
        if kept.watched.put(problem.probe, problem.model_dump_json()):
            kept.wake()

    def _status(self, kept: Kept, head: Mapping[str, Any]) -> None:
        kept.status = Status(run=kept.info.id, **head).model_dump_json()
        kept.num_statuses += 1
        kept.wake()

    # ---- the machinery --------------------------------------------------------------------------

    def _each(self, hear: Callable[..., None]) -> Callable[[Kept, Sequence[Frame]], None]:
        """One frame after the other; those that take a body get it."""
        takes_body = hear in (self._measured, self._picture)

        def hear_all(kept: Kept, frames: Sequence[Frame]) -> None:
            for frame in frames:
                if takes_body:
                    hear(kept, frame.head, frame.body)
                else:
                    hear(kept, frame.head)

        return hear_all

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
