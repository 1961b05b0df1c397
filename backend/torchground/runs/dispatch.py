"""Gives runs to workers: new ones, those whose worker died, and those that somebody wants to look into again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import structlog

from torchground.runs import states
from torchground.runs.incoming import WorkerEvents
from torchground.runs.kept import Kept
from torchground.storage.records import StoreProblem, WriteRefused
from torchground.storage.store import Store, now
from torchground.telemetry.messages import Answer, Note, Point, Set, Step
from torchground.training.messages import CommandRequest, WatchRequest
from torchground.training.spec import PastChange
from torchground.workers.base import Workers
from torchground.workers.messages import Start

QUEUED_SECS = 5.0
"""A run that goes but has no worker for so long is shown as queued."""
MAX_CHANGES = 100_000

_log = structlog.get_logger("runs")


class Dispatch:
    """A queue of runs that need a worker, and the one task that serves it."""

    def __init__(
        self, store: Store, workers: Workers, incoming: WorkerEvents, folder: Path, max_deaths: int
    ) -> None:
        self._store = store
        self._workers = workers
        self._incoming = incoming
        self._folder = folder
        self._max_deaths = max_deaths
        self._queue: dict[str, Kept] = {}
        self._serve = asyncio.Event()
        self.opened: Callable[[Kept], None] = lambda _: None
        """Called when a worker took a run."""

    # ---- asked for by the book ------------------------------------------------------------------

    def ask(self, kept: Kept) -> None:
        """Have the run in a worker soon, if it is not."""
        if not kept.held and kept.info.id not in self._queue:
            self._queue[kept.info.id] = kept
            self._serve.set()

    def try_again(self) -> None:
        """There may be a worker now."""
        self._serve.set()

    def give_up(self, kept: Kept) -> None:
        """The run needs no worker any more; what waits for one is answered."""
        self._queue.pop(kept.info.id, None)
        self._workers.drop(kept.info.id)
        kept.held = False
        for pending in kept.pending.values():
            _answer(pending.answer, pending.answer_id, "The run is gone.")
        for waiting in kept.measuring.values():
            if not waiting.done():
                waiting.set_result("The run is gone.")
        kept.pending.clear()
        kept.measuring.clear()

    def send_pending(self, kept: Kept) -> None:
        """Say to its worker what waits to be said."""
        for request, pending in list(kept.pending.items()):
            if not pending.sent:
                asked = CommandRequest(request, pending.command)
                pending.sent = self._workers.send(kept.info.id, asked) == "sent"

    def send_watch(self, kept: Kept) -> None:
        """Say to its worker what is looked at."""
        probes = tuple(dict(probe) for probe in kept.watched.probes.values())
        self._workers.send(kept.info.id, WatchRequest(probes))

    # ---- deaths ---------------------------------------------------------------------------------

    async def died(self, kept: Kept, *, blamed: bool, why: str) -> None:
        """Its worker is gone: count that, then go on from the last checkpoint, or set the run aside."""
        kept.held = False
        self._settle_unanswered(kept)
        try:
            # Waits for everything that the worker said before.
            await self._store.change_run(kept.info.id, kept.attempt)
        except (WriteRefused, StoreProblem):
            return
        if kept.over:
            return
        kept.looking = False
        further = kept.info.last_seq > kept.seq_at_death
        verdict = states.after_death(
            kept.deaths, blamed=blamed, got_further=further, limit=self._max_deaths
        )
        kept.deaths, kept.seq_at_death = verdict.deaths, kept.info.last_seq
        if verdict.set_aside:
            await self._set_aside(kept, why)
            return
        await self._store.change_run(kept.info.id, deaths=kept.deaths)
        if kept.info.state != "paused" or kept.listeners or kept.pending:
            self._note_restart(kept, f"The worker was {why}")
            self.ask(kept)

    async def _set_aside(self, kept: Kept, why: str) -> None:
        reason = states.set_aside_reason(kept.deaths, why, kept.info.step)
        values: dict[str, Any] = {"state": "failed", "reason": reason}
        await self._store.change_run(kept.info.id, deaths=kept.deaths, **values)
        self.give_up(kept)
        kept.change(**values)
        self._incoming.shown(kept)
        kept.wake()

    def _note_restart(self, kept: Kept, what: str) -> None:
        if kept.info.draft or kept.info.state == "paused":
            return
        step = kept.checkpoint.step if kept.checkpoint else 0
        text = f"{what}; training goes on from step {step}, and nothing is lost."
        self._incoming.note(kept, Note(step=step, text=text, kind="restarted", at=now()))

    def restarted(self, kept: Kept) -> None:
        """The server was started anew while the run was going."""
        if kept.info.last_seq:
            self._note_restart(kept, "The server was restarted")
        self.ask(kept)

    def _settle_unanswered(self, kept: Kept) -> None:
        """What the dead worker may have obeyed already is not said twice."""
        for request, pending in list(kept.pending.items()):
            command = pending.command
            if not pending.sent:
                continue
            pending.sent = False
            if isinstance(command, Step):
                del kept.pending[request]
                sentence = "The worker was restarted before it answered; look where the run is and step again."
                _answer(pending.answer, pending.answer_id, sentence)
            elif (
                isinstance(command, Set) and kept.settings.get(command.field, ...) == command.value
            ):
                del kept.pending[request]
                _answer(pending.answer, pending.answer_id, None)
        for waiting in kept.measuring.values():
            if not waiting.done():
                waiting.set_result("The worker was restarted; look again in a moment.")
        kept.measuring.clear()

    # ---- the one task ---------------------------------------------------------------------------

    async def serve(self) -> None:
        """Give queued runs to workers, one after the other, for ever."""
        while True:
            try:
                await asyncio.wait_for(self._serve.wait(), QUEUED_SECS if self._queue else None)
            except asyncio.TimeoutError:
                await self._show_queued()
            self._serve.clear()
            while self._queue and self._workers.num_ready:
                run_id, kept = next(iter(self._queue.items()))
                if not await self._dispatched(kept):
                    break
                if self._queue.get(run_id) is kept:
                    del self._queue[run_id]

    async def _dispatched(self, kept: Kept) -> bool:
        """Whether the run needs no more of this task: it was taken, or is gone."""
        run_id = kept.info.id
        try:
            start = await self._start(kept)
        except WriteRefused:
            self.give_up(kept)
            return True
        if start is None or run_id not in self._queue:
            return True
        kept.looking = kept.over
        start = replace(start, paused=kept.over or kept.wants_pause or kept.info.state == "paused")
        earlier = None if kept.fresh else kept.info.device
        device = self._workers.start(run_id, start, device=earlier, heavy=kept.heavy)
        if device is None:
            return False
        kept.held, kept.fresh, kept.file = True, False, None
        if device != kept.info.device:
            kept.change(device=device)
            self._store.change_run(run_id, kept.attempt, device=device)
        if kept.watched.probes:
            self.send_watch(kept)
        self.send_pending(kept)
        self.opened(kept)
        return True

    async def _start(self, kept: Kept) -> Start | None:
        """All a worker needs to begin or to go on. A new attempt has its number before anybody works on it."""
        run_id = kept.info.id
        file = kept.file or await self._store.project_of(run_id)
        if file is None:
            return None
        if not kept.fresh:
            kept.attempt += 1
            await self._store.begin_attempt(run_id, kept.attempt)
        name, after = self._checkpoint(kept)
        points = await self._store.points(run_id, after, MAX_CHANGES, kind="change")
        return Start(
            project=file,
            data_dir=self._folder.parent,
            checkpoint=name,
            changes=tuple(_past_change(point.data) for point in points),
            last_seq=kept.info.last_seq,
            steps_per_second=kept.info.steps_per_second,
        )

    def _checkpoint(self, kept: Kept) -> tuple[str | None, int]:
        """Its file name and its last point; without a file the run is repeated from its start, which gives the same."""
        saved = kept.checkpoint
        if saved is None or not (self._folder / saved.name).is_file():
            return None, 0
        return saved.name, saved.seq

    async def _show_queued(self) -> None:
        for kept in list(self._queue.values()):
            if kept.info.state == "running":
                await self._store.change_run(kept.info.id, state="queued")
                if kept.info.state == "running" and not kept.held:
                    kept.change(state="queued")
                    self._incoming.shown(kept)
                    kept.wake()


def _past_change(data: str) -> PastChange:
    point = Point.model_validate_json(data)
    assert point.change is not None
    return PastChange(point.step, point.change)


def _answer(future: asyncio.Future[Answer], answer_id: int, error: str | None) -> None:
    if not future.done():
        future.set_result(Answer(id=answer_id, ok=error is None, error=error))
