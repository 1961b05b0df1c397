"""The book of all runs: who makes, reads, drives, watches and ends them asks here. Knows no HTTP and no torch."""

from __future__ import annotations

import asyncio
import secrets
import time
import uuid
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import structlog
from pydantic import JsonValue

from torchground.files.store import FileStore, keys_of
from torchground.network.check.checking import resolve
from torchground.network.check.problems import Report
from torchground.network.spec import Project
from torchground.runs import files, states
from torchground.runs.dispatch import Dispatch
from torchground.runs.errors import Refused, UnknownRun
from torchground.runs.incoming import WorkerEvents
from torchground.runs.kept import Kept, Onlooker, Pending, kept
from torchground.runs.ring import Ring
from torchground.storage.records import StoreProblem
from torchground.storage.store import Store, now
from torchground.telemetry.messages import (
    Answer,
    Command,
    Model,
    Pause,
    Play,
    Point,
    Points,
    ProbeProblem,
    RunInfo,
    Runs,
    Step,
    Stop,
)
from torchground.training.messages import MeasureRequest
from torchground.training.settings import live_settings
from torchground.workers.base import Workers
from torchground.workers.messages import FromRun, Gone

__all__ = ["BookSettings", "Refused", "RunBook", "RunDetail", "UnknownRun"]

MAX_POINTS = 2000
"""Points in one answer."""
MAX_BACKLOG = 5000
"""So many writes may wait; then workers are not listened to until some are done."""
MAX_PENDING = 100
"""Commands to one run that wait for its worker."""
MAX_LISTED = 500
"""Runs in the list a tab gets."""
HEAVY_PARAMS = 1_000_000
HEAVY_BYTES = 16 * 1024 * 1024
"""Params, or bytes of activations in one batch, from which a GPU pays."""

_log = structlog.get_logger("runs")


@dataclass(frozen=True)
class BookSettings:
    """What the book is told once."""

    files: FileStore
    draft_secs: float = 60.0
    """A draft run is forgotten so long after its last watcher left."""
    open_idle_runs: int = 16
    """So many paused or ended runs that nobody looks at stay open in a worker."""
    deaths: int = 3
    """A run that kills its worker so often without getting further is set aside."""
    answer_secs: float = 1.0
    """A command is answered within this time, with a sentence at least."""
    measure_secs: float = 5.0
    """The same for a measurement."""
    max_runs: int = 5000
    """Runs that are kept; more are refused with a sentence."""
    max_drafts: int = 200
    """Runs that are only looked at."""


class RunDetail(Model):
    """A run with the exact project it was started from."""

    info: RunInfo
    project: dict[str, JsonValue]


class RunBook:
    """All runs of this server. Everything is called from one event loop."""

    def __init__(self, store: Store, workers: Workers, settings: BookSettings) -> None:
        self._store = store
        self._workers = workers
        self._settings = settings
        folder = settings.files.checkpoint_dir
        self._runs: dict[str, Kept] = {}
        self._listeners: set[Onlooker] = set()
        self._incoming = WorkerEvents(store, folder, self._lost)
        self._incoming.shown = self._shown
        self._dispatch = Dispatch(store, workers, self._incoming, folder, settings.deaths)
        self._dispatch.opened = lambda _: self._make_room()
        self._requests = count(1)
        self._tasks: set[asyncio.Task[None]] = set()
        self._closing = False
        self.list_version = 1
        self._list = (0, "")

    # ---- life -----------------------------------------------------------------------------------

    async def start(self) -> None:
        """Read what there is, start the workers (without waiting for them) and go on with unfinished runs."""
        self._settings.files.checkpoint_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._runs = {saved.info.id: kept(saved) for saved in await self._store.runs()}
        committed = {
            run_id: one.checkpoint.name if one.checkpoint else None
            for run_id, one in self._runs.items()
        }
        await asyncio.to_thread(files.sweep, self._settings.files.checkpoint_dir, committed)
        self._supervise(self._dispatch.serve)
        await self._workers.open(self)
        for one in self._runs.values():
            if one.info.draft:
                self._forget_later(one)
            elif one.info.state in ("queued", "running"):
                self._dispatch.restarted(one)

    async def close(self) -> None:
        """Checkpoint and stop every worker (at most 3 s), keep all that was said, wake and close every listener."""
        self._closing = True
        for listener in list(self._listeners):
            listener.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._workers.close()
        await self._incoming.finish()

    # ---- making and finding runs ----------------------------------------------------------------

    async def create(
        self, file: object, *, draft: bool, paused: bool, request: str | None = None
    ) -> RunDetail:
        """A new run of a project file (parsed JSON), durable when this returns, queued for a worker.

        The same ``request`` again gives the run it made the first time. Raises :class:`Refused` with the problems of
        the file or with the limit that is reached.
        """
        self._refuse_too_many(draft)
        project, report = await asyncio.to_thread(self._resolved, file)
        if project is None:
            errors = [problem for problem in report.problems if problem.severity == "error"]
            raise Refused(_problems_sentence(errors), report.problems)
        info = _new_info(project, draft=draft, paused=paused)
        run_id = await self._store.add_run(info, project.file, request)
        if run_id != info.id:
            return await self.detail(run_id)
        one = Kept(info, 1, 0, None, Ring(run_id), file=project.file, heavy=_heavy(report))
        one.fresh, one.wants_pause, one.settings = True, paused, dict(info.settings)
        self._runs[run_id] = one
        if draft:
            self._forget_later(one)
        self._shown(one)
        self._dispatch.ask(one)
        return RunDetail(info=info, project=project.file)

    def _resolved(self, file: object) -> tuple[Project | None, Report]:
        """The project of a file, and the report. The files that it names stay until the run is in the store."""
        files = self._settings.files
        files.hold(keys_of(file))
        return resolve(file, files)

    async def reset(self, run_id: str, *, new_seed: bool) -> RunDetail:
        """A new draft of the same project, paused at step 0; the old run is stopped if it was going."""
        old = await self.detail(run_id)
        file = dict(old.project)
        if new_seed:
            training = file.get("training")
            kept_training = training if isinstance(training, dict) else {}
            file["training"] = {**kept_training, "seed": secrets.randbelow(2**31)}
        made = await self.create(file, draft=True, paused=True)
        if not old.info.draft and not self.kept(run_id).over:
            await self.command(run_id, Stop())
        return made

    def get(self, run_id: str) -> RunInfo:
        """The run as it is now (committed). Raises :class:`UnknownRun`."""
        return self.kept(run_id).info

    async def detail(self, run_id: str) -> RunDetail:
        """The run and its project. Raises :class:`UnknownRun`."""
        one = self.kept(run_id)
        file = one.file or await self._store.project_of(run_id)
        if file is None:
            raise UnknownRun(run_id)
        return RunDetail(info=one.info, project=file)

    def checkpoint(self, run_id: str) -> Path | None:
        """The newest committed checkpoint of a run, where it has one. Raises :class:`UnknownRun`."""
        saved = self.kept(run_id).checkpoint
        return None if saved is None else self._settings.files.checkpoint_dir / saved.name

    def runs(self) -> list[RunInfo]:
        """All runs that are listed (no drafts), newest first."""
        listed = [one.info for one in self._runs.values() if not one.info.draft]
        return sorted(listed, key=lambda info: info.created, reverse=True)

    async def points(self, run_id: str, after: int, limit: int) -> Points:
        """At most ``limit`` (capped at 2,000) points after ``after``, dense. Raises :class:`UnknownRun`."""
        one = self.kept(run_id)
        limit = max(1, min(limit, MAX_POINTS, one.ring.last - after))
        stored = await self.stored_points(run_id, after, limit) if after < one.ring.last else []
        points = [Point.model_validate_json(text) for text in stored]
        return Points(run=run_id, points=points, last_seq=one.ring.last)

    async def stored_points(self, run_id: str, after: int, limit: int) -> list[str]:
        """The same as JSON, one text a point; nothing for a run that is gone."""
        saved = await self._store.points(run_id, max(0, after), limit)
        return [point.data for point in saved]

    # ---- driving runs ---------------------------------------------------------------------------

    async def command(self, run_id: str, command: Command, answer_id: int = 0) -> Answer:
        """Drive a run. Answers within a second: done (committed), taken, or refused with a sentence.

        Raises :class:`UnknownRun`.
        """
        one = self.kept(run_id)
        why = states.refusal(one.info.state, command)
        if why is None and len(one.pending) >= MAX_PENDING:
            why = f"{MAX_PENDING} commands wait for this run's worker already; wait a moment."
        if why is not None:
            return Answer(id=answer_id, ok=False, error=why)
        done = asyncio.ensure_future(self._drive(one, command, answer_id))
        finished, _ = await asyncio.wait({done}, timeout=self._settings.answer_secs)
        if finished:
            return _result(done, answer_id)
        done.add_done_callback(lambda late: late.cancelled() or late.exception())
        return Answer(id=answer_id, ok=True, value={"taken": self._why_waiting(one)})

    async def delete(self, run_id: str) -> None:
        """End the run and forget it, its points and its files. Raises :class:`UnknownRun`."""
        one = self.kept(run_id)
        del self._runs[run_id]
        self._dispatch.give_up(one)
        if one.forgetting is not None:
            one.forgetting.cancel()
        await self._store.delete_run(run_id)
        for listener in list(one.listeners):
            listener.forget(run_id)
        self._shown(one)
        await asyncio.to_thread(files.remove_all, self._settings.files.checkpoint_dir, run_id)

    async def _drive(self, one: Kept, command: Command, answer_id: int) -> Answer:
        if isinstance(command, (Play, Step)):
            one.wants_pause = False
            if one.info.draft:
                await self._undraft(one)
        if not one.held and isinstance(command, (Stop, Pause)):
            return await self._without_worker(one, command, answer_id)
        pending = Pending(command, asyncio.get_running_loop().create_future(), answer_id)
        one.pending[next(self._requests)] = pending
        if one.held:
            self._dispatch.send_pending(one)
        else:
            self._dispatch.ask(one)
        return await pending.answer

    async def _without_worker(self, one: Kept, command: Stop | Pause, answer_id: int) -> Answer:
        """A run that waits for a worker needs none to be stopped or paused."""
        one.wants_pause = True
        state = "stopped" if isinstance(command, Stop) else "paused"
        await self._store.change_run(one.info.id, state=state, reason=None)
        if not one.over:
            one.change(state=state)
        if isinstance(command, Stop):
            one.looking = True
            if one.held:  # a worker took it meanwhile
                self._workers.drop(one.info.id)
                one.held = False
        self._shown(one)
        one.wake()
        return Answer(id=answer_id, ok=True)

    async def _undraft(self, one: Kept) -> None:
        """From now on the run is listed and kept."""
        await self._store.change_run(one.info.id, draft=False)
        if one.forgetting is not None:
            one.forgetting.cancel()
            one.forgetting = None
        one.change(draft=False)
        self._shown(one)
        one.wake()

    def _why_waiting(self, one: Kept) -> str:
        if self._store.delayed_secs > 1:
            return "Saving is delayed; the command is obeyed and shown once it is saved."
        if not one.held:
            return "The run waits for a worker; the command is obeyed as soon as there is one."
        return "The worker is in the middle of a long step and obeys right after it."

    # ---- looking into runs ----------------------------------------------------------------------

    def joined(self, listener: Onlooker) -> None:
        """Somebody will look at runs."""
        self._listeners.add(listener)

    def kept(self, run_id: str) -> Kept:
        """The run as it is held in memory. Raises :class:`UnknownRun`."""
        one = self._runs.get(run_id)
        if one is None:
            raise UnknownRun(run_id)
        return one

    def list_message(self) -> str:
        """The ``runs`` message of the stream, made once for everybody."""
        version, text = self._list
        if version != self.list_version:
            text = Runs(runs=self.runs()[:MAX_LISTED]).model_dump_json()
            self._list = (self.list_version, text)
        return text

    def listened(self, one: Kept, listener: Onlooker) -> None:
        """Somebody looks at the run."""
        one.listeners.add(listener)
        if one.forgetting is not None:
            one.forgetting.cancel()
            one.forgetting = None
        if one.ring.last == 0 and not one.over:
            self._dispatch.ask(one)

    def left(self, one: Kept, listener: Onlooker) -> None:
        """Somebody looks no longer."""
        one.listeners.discard(listener)
        if one.listeners:
            return
        one.unwatched_since = time.monotonic()
        if one.info.draft and not self._closing:
            self._forget_later(one)
        self._make_room()

    def hung_up(self, listener: Onlooker) -> None:
        """A socket is gone."""
        self._listeners.discard(listener)

    def watch(self, one: Kept, listener: Onlooker, probes: Mapping[str, Mapping[str, Any]]) -> None:
        """What one listener looks at in a run, by key. Raises :class:`Refused` beyond the limit."""
        if one.watched.watch(listener, probes) and one.held:
            self._dispatch.send_watch(one)
        if one.watched.probes and not one.held and one.info.id in self._runs:
            self._dispatch.ask(one)

    async def measure(self, one: Kept, probe: Mapping[str, Any]) -> bytes:
        """One measurement, as the worker packed it. Raises :class:`Refused` with why there is none."""
        request, waiting = next(self._requests), asyncio.get_running_loop().create_future()
        one.measuring[request] = waiting
        try:
            return await asyncio.wait_for(
                self._measured(one, request, waiting, probe), self._settings.measure_secs
            )
        except asyncio.TimeoutError:
            raise Refused("The worker is busy with a long step; look again in a moment.") from None
        finally:
            one.measuring.pop(request, None)

    async def _measured(
        self,
        one: Kept,
        request: int,
        waiting: asyncio.Future[bytes | str],
        probe: Mapping[str, Any],
    ) -> bytes:
        while not one.held:
            self._dispatch.ask(one)
            await asyncio.sleep(0.02)
        self._workers.send(one.info.id, MeasureRequest(request, dict(probe)))
        found = await waiting
        if isinstance(found, str):
            raise Refused(found)
        return found

    # ---- what workers say -----------------------------------------------------------------------

    async def wait_for_room(self) -> None:
        """Wait while too much waits to be written."""
        while self._store.backlog > MAX_BACKLOG:
            await asyncio.sleep(0.02)

    def received(self, messages: Sequence[tuple[str, FromRun]]) -> None:
        """A worker sent something of its runs."""
        self._incoming.receive(self._runs, messages)
        for run_id, message in messages:
            if isinstance(message, Gone) and run_id in self._runs:
                self._gone(self._runs[run_id])

    def worker_lost(self, run_ids: Sequence[str], blamed: str | None, why: str) -> None:
        """A worker is gone."""
        for run_id in run_ids:
            one = self._runs.get(run_id)
            if one is not None:
                self._soon(self._dispatch.died(one, blamed=run_id == blamed, why=why))

    def worker_ready(self) -> None:
        """A worker can take runs."""
        self._dispatch.try_again()

    def _gone(self, one: Kept) -> None:
        """Its worker no longer holds it, and lives."""
        self._workers.drop(one.info.id)
        one.held = False
        for waiting in one.measuring.values():
            if not waiting.done():
                waiting.set_result("The run is no longer open; look again in a moment.")
        if one.looking and not self._closing:
            self._say_closed(one)

    def _say_closed(self, one: Kept) -> None:
        """Nobody waits for a picture that cannot come."""
        error = "This run's weights can no longer be opened; its curve and its project are kept."
        for key in one.watched.probes:
            problem = ProbeProblem(run=one.info.id, probe=key, error=error)
            one.watched.put(key, problem.model_dump_json())
        one.wake()

    def _lost(self, one: Kept) -> None:
        """Its worker says what cannot be kept: an old attempt, or a run that is gone."""
        if one.held:
            _log.warning("a run was given up", run=one.info.id)
        self._dispatch.give_up(one)

    # ---- keeping the house ----------------------------------------------------------------------

    def _shown(self, one: Kept) -> None:
        """Something the list of runs shows has changed."""
        if not one.info.draft:
            self.list_version += 1
            for listener in self._listeners:
                listener.wake()

    def _make_room(self) -> None:
        """Close in their workers the idle runs that were left longest ago."""
        idle = [one for one in self._runs.values() if one.held and one.idle]
        idle.sort(key=lambda one: one.unwatched_since)
        for one in idle[: max(0, len(idle) - self._settings.open_idle_runs)]:
            self._workers.drop(one.info.id)
            one.held = False
            one.ring.empty()

    def _forget_later(self, one: Kept) -> None:
        loop = asyncio.get_running_loop()
        if one.forgetting is not None:
            one.forgetting.cancel()
        one.forgetting = loop.call_later(self._settings.draft_secs, self._forget, one)

    def _forget(self, one: Kept) -> None:
        """A draft that nobody looked at."""
        if one.info.draft and not one.listeners and one.info.id in self._runs and not self._closing:
            self._soon(self.delete(one.info.id))

    def _refuse_too_many(self, draft: bool) -> None:
        drafts = [one for one in self._runs.values() if one.info.draft]
        if len(self._runs) - len(drafts) >= self._settings.max_runs:
            raise Refused(
                f"{self._settings.max_runs} runs are kept already; delete some before starting more."
            )
        if draft and len(drafts) >= self._settings.max_drafts:
            unseen = [one for one in drafts if not one.listeners]
            if not unseen:
                raise Refused("Too many networks are being drawn at once; try again in a moment.")
            self._soon(self.delete(min(unseen, key=lambda one: one.unwatched_since).info.id))

    def _soon(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None and not isinstance(error, (StoreProblem, UnknownRun)):
            _log.error("a task of the runs broke", exc_info=error)

    def _supervise(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Run a task for ever; one that breaks is said to the operator and started again."""

        async def forever() -> None:
            while True:
                try:
                    await work()
                except Exception:
                    _log.exception("a task of the runs broke and is started again")
                    await asyncio.sleep(0.2)

        self._soon(forever())


def _new_info(project: Project, *, draft: bool, paused: bool) -> RunInfo:
    training = project.training
    return RunInfo(
        id=uuid.uuid4().hex,
        title=project.title,
        state="paused" if paused else "queued",
        draft=draft,
        epochs=training.epochs,
        steps_per_epoch=project.steps_per_epoch,
        num_params=project.num_params,
        settings=live_settings(project),
        created=now(),
    )


def _heavy(report: Report) -> bool:
    return report.num_params >= HEAVY_PARAMS or report.activation_bytes >= HEAVY_BYTES


def _problems_sentence(problems: Sequence[Any]) -> str:
    if not problems:
        return "The project cannot be trained."
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return f"{problems[0].sentence}{more}"


def _result(done: asyncio.Future[Answer], answer_id: int) -> Answer:
    error = done.exception()
    if error is None:
        return done.result()
    _log.warning("a command was not kept", error=str(error))
    return Answer(id=answer_id, ok=False, error="The run is gone, or cannot be saved any more.")
