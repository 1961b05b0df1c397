"""All runs of this server: find, list, create, delete. Knows no HTTP and no torch."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import structlog
from pydantic import JsonValue

from torchground.files.checkpoints import CheckpointFile
from torchground.files.store import FileStore, keys_of
from torchground.network.check.checking import resolve
from torchground.network.check.problems import Report
from torchground.network.spec import Project
from torchground.people import OPERATOR, Actor, may
from torchground.runs import events, sentences
from torchground.runs.commands import Commands
from torchground.runs.drafts import Draft, Drafts
from torchground.runs.effects import Effects
from torchground.runs.errors import NotYours, Refused, UnknownRun
from torchground.runs.folder import take_folder
from torchground.runs.incoming import WorkerEvents
from torchground.runs.live_run import created, restored
from torchground.runs.new_run import New, first_problem, heavy, new_info
from torchground.runs.placement import Placement
from torchground.runs.run_handle import RunHandle, handle_of
from torchground.runs.run_list import RunList
from torchground.runs.watching import Watching
from torchground.storage.records import Delayed
from torchground.storage.store import Store
from torchground.telemetry.messages import Answer, Command, Model, Point, Points, RunInfo, Stop
from torchground.words import Sentence
from torchground.words.characters import cleaned
from torchground.workers.base import Workers

__all__ = ["Refused", "RegistrySettings", "RunDetail", "RunRegistry", "UnknownRun"]

MAX_POINTS = 2000
"""Most points returned by one request."""

_log = structlog.get_logger("runs")


@dataclass(frozen=True)
class RegistrySettings:
    """What the registry is told once."""

    files: FileStore
    draft_secs: float = 60.0
    """How long a draft run is kept after its last watcher left."""
    open_idle_runs: int = 16
    """How many idle, unwatched runs workers keep loaded."""
    answer_secs: float = 0.6
    """A command is answered after this time, with a sentence at least: within a second, also on a busy machine."""
    measure_secs: float = 5.0
    """The same for a measurement."""
    max_runs: int = 5000
    """Most runs that are kept; more are refused with a sentence."""
    max_drafts: int = 600
    """Most runs that are only looked at; then whoever has most gives way."""
    drafts_each: int = 400
    """Of them from one key, which may be a whole school."""


class RunDetail(Model):
    """A run with the exact project it was started from."""

    info: RunInfo
    project: dict[str, JsonValue]
    may_change: bool = True
    """Whether whoever asked may drive, change and delete the run; else they look on."""


class RunRegistry:
    """All runs of this server. Everything is called from one event loop."""

    def __init__(self, store: Store, workers: Workers, settings: RegistrySettings) -> None:
        self._store = store
        self._workers = workers
        self._settings = settings
        self._handles: dict[str, RunHandle] = {}
        checkpoints = settings.files.checkpoints
        self._effects = Effects(store, workers, checkpoints, settings.draft_secs)
        self._effects.surroundings = self
        self._drafts = Drafts(settings.max_drafts, settings.drafts_each, self._give_way)
        self._placement = Placement(store, workers, settings.files, self._effects)
        self._incoming = WorkerEvents(
            store, self._handles, self._effects, self._placement.try_again
        )
        self.commands = Commands(store, self._effects, settings.answer_secs, settings.measure_secs)
        self.watching = Watching(self._effects, RunList(self.runs, self._listed))
        self._tasks: set[asyncio.Task[None]] = set()
        self._making: dict[str, asyncio.Task[RunDetail]] = {}
        """Runs that are being saved for the first time, by the request that made them or their id."""

    # ---- life -----------------------------------------------------------------------------------

    async def start(self, *, goes_on: bool = True) -> list[Sentence]:
        """Read what there is, start the workers (without waiting for them) and go on with unfinished runs.

        Gives what whoever runs the server should know of what was found. Without ``goes_on`` unfinished runs wait for
        somebody to play them.
        """
        checkpoints = self._settings.files.checkpoints
        await asyncio.to_thread(checkpoints.prepare)
        loaded = await self._store.load()
        saved_runs = loaded.runs
        for one in saved_runs:
            self._handles[one.info.id] = handle_of(restored(one), owner=one.owner)
        named = {one.info.id: [kept.name for kept in one.checkpoints] for one in saved_runs}
        told = await take_folder(self._store, self._settings.files, named)
        self._supervise(self._placement.serve)
        await self._workers.open(self._incoming)
        for handle in list(self._handles.values()):
            if handle.info.draft and (draft := self._drafts.enter("")):
                self._drafts.made(draft, handle)
            self._effects.apply(handle, events.Restored(goes_on))
        for run_id, note in loaded.notes:
            self.report_damage(run_id, note)
        return told + loaded.sentences

    def report_damage(self, run_id: str, sentence: Sentence) -> None:
        """Something of a run can no longer be read: note it where there is such a run."""
        handle = self._handles.get(run_id)
        if handle is not None:
            self._effects.apply(handle, events.DamageFound(sentence))

    async def close(self) -> None:
        """Checkpoint and stop every worker (at most 3 s), keep all that was sent, wake and close every watcher."""
        self._incoming.closing = True
        self.watching.close()
        for handle in self._handles.values():
            if handle.forgetting is not None:
                handle.forgetting.cancel()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._workers.close()
        await self._effects.finish()

    # ---- finding --------------------------------------------------------------------------------

    def find(self, run_id: str) -> RunHandle:
        """The run as it is held in memory. Raises :class:`UnknownRun`."""
        handle = self._handles.get(run_id)
        if handle is None:
            raise UnknownRun(run_id)
        return handle

    def get(self, run_id: str) -> RunInfo:
        """The run as it is now (committed). Raises :class:`UnknownRun`."""
        return self.find(run_id).info

    async def detail(self, run_id: str, actor: Actor = OPERATOR) -> RunDetail:
        """The run and its project, and whether this person may change it. Raises :class:`UnknownRun`."""
        handle = self.find(run_id)
        file = handle.file or await self._store.project_of(run_id)
        if file is None:
            raise UnknownRun(run_id)
        may_change = may(actor, "change", handle.owner)
        return RunDetail(info=handle.info, project=file, may_change=may_change)

    def hidden(self, actor: Actor) -> list[str]:
        """The ids of the runs that would be listed, and that this person may not find."""
        found = self._handles.values()
        return [one.id for one in found if not one.info.draft and not may(actor, "find", one.owner)]

    async def share(self, run_id: str) -> None:
        """From now on the run is everybody's. Raises :class:`UnknownRun`."""
        handle = self.find(run_id)
        await self._store.change_run(run_id, owner=None)
        handle.owner = None
        self.listed(handle)

    def refuse_change(self, run_id: str, actor: Actor) -> None:
        """Raises :class:`NotYours` where this person may only look at the run, and :class:`UnknownRun`."""
        if not may(actor, "change", self.find(run_id).owner):
            raise NotYours

    def checkpoint(self, run_id: str) -> CheckpointFile | None:
        """The newest committed checkpoint of a run, where it has one. Raises :class:`UnknownRun`."""
        saved = self.find(run_id).run.checkpoint
        if saved is None:
            return None
        return CheckpointFile(self._settings.files.checkpoints.path(saved.name), saved.sha256)

    def runs(self, actor: Actor = OPERATOR) -> list[RunInfo]:
        """All runs that are listed (no drafts) and that this person may find, newest first."""
        listed = [
            one.info
            for one in self._handles.values()
            if not one.info.draft and may(actor, "find", one.owner)
        ]
        return sorted(listed, key=lambda info: info.created, reverse=True)

    def _listed(self, run_id: str) -> RunInfo | None:
        """The run as the list shows it; None where it is in no list."""
        handle = self._handles.get(run_id)
        return None if handle is None or handle.info.draft else handle.info

    async def points(self, run_id: str, after: int, limit: int) -> Points:
        """At most ``limit`` (capped at 2,000) points after ``after``, dense. Raises :class:`UnknownRun`."""
        last = self.find(run_id).ring.last
        limit = max(1, min(limit, MAX_POINTS, last - after))
        stored = await self.stored_points(run_id, after, limit) if after < last else []
        points = [Point.model_validate_json(text) for text in stored]
        return Points(run=run_id, points=points, last_seq=last)

    async def stored_points(self, run_id: str, after: int, limit: int) -> list[str]:
        """The same as JSON, one text a point; nothing for a run that is gone."""
        saved = await self._store.points(run_id, max(0, after), limit)
        return [point.data for point in saved]

    # ---- creating, driving, deleting ------------------------------------------------------------

    async def create(
        self,
        file: object,
        *,
        draft: bool,
        paused: bool,
        request: str | None = None,
        key: str = "",
        owner: str | None = None,
    ) -> RunDetail:
        """A new run of a project file (parsed JSON), durable when this returns, queued for a worker.

        ``key`` says for whom it counts: places of drafts and turns of workers are shared between keys. ``owner`` is
        whose it will be. The same ``request`` again gives the run it made the first time. Raises :class:`Refused` with
        the problems of the file or with the limit that is reached, :class:`Delayed` where the run waits to be saved.
        """
        making = None if request is None else self._making.get(request)
        if making is not None:
            return await self._store.in_time(making, sentences.RUN_DELAYED)
        self._refuse_too_many()
        with ExitStack() as held:
            place = held.enter_context(self._place(key, draft))
            project, report = await asyncio.to_thread(self._resolved, file)
            if project is None:
                errors = [problem for problem in report.problems if problem.severity == "error"]
                raise Refused(first_problem(errors), report.problems)
            info = new_info(project, draft=draft, paused=paused)
            made = self._made(
                New(info, project, report, request, key, owner, place), held.pop_all()
            )
            making = self._make(request or info.id, made)
        return await self._store.in_time(making, sentences.RUN_DELAYED)

    def _make(self, name: str, work: Coroutine[Any, Any, RunDetail]) -> asyncio.Task[RunDetail]:
        """Have a run saved and taken up, also where whoever asked for it waits no longer."""
        making = asyncio.ensure_future(work)
        self._making[name] = making
        making.add_done_callback(lambda _: self._making.pop(name, None))
        return making

    async def _made(self, new: New, held: ExitStack) -> RunDetail:
        """The new run once it is saved, and what is ``held`` for it until then."""
        info, project = new.info, new.project
        with held:
            run_id = await self._store.add_run(info, project.file, new.request, new.owner)
            if run_id != info.id:
                return await self.detail(run_id)
            if self._incoming.closing:  # the next server goes on with it
                return RunDetail(info=info, project=project.file)
            run = created(info, heavy=heavy(new.report))
            handle = handle_of(run, file=project.file, key=new.key, owner=new.owner)
            self._handles[run_id] = handle
            if new.place is not None:
                self._drafts.made(new.place, handle)
        self._effects.apply(handle, events.Created())
        return RunDetail(info=info, project=project.file)

    @contextmanager
    def _place(self, key: str, draft: bool) -> Iterator[Draft | None]:
        """A place for a draft, which is free again where none is made. Raises :class:`Refused`."""
        place = self._drafts.enter(key) if draft else None
        if draft and place is None:
            raise Refused(sentences.TOO_MANY_DRAFTS())
        try:
            yield place
        finally:
            if place is not None and place.handle is None:
                self._drafts.cancel(place)

    def _resolved(self, file: object) -> tuple[Project | None, Report]:
        """The project of a file, and the report. The files that it names stay until the run is in the store."""
        self._settings.files.hold(keys_of(file))
        return resolve(file, self._settings.files)

    async def reset(
        self,
        run_id: str,
        *,
        new_seed: bool,
        request: str | None = None,
        key: str = "",
        owner: str | None = None,
    ) -> RunDetail:
        """A new draft of the same project, paused at step 0; the old run is stopped if it was training.

        As :meth:`create`. Where the draft waits to be saved the old run is stopped all the same.
        """
        old = await self.detail(run_id)
        file: dict[str, Any] = cleaned(old.project)
        if new_seed:
            training = file.get("training")
            kept = training if isinstance(training, dict) else {}
            file["training"] = {**kept, "seed": secrets.randbelow(2**31)}
        try:
            made = await self.create(
                file, draft=True, paused=True, request=request, key=key, owner=owner
            )
        except Delayed:
            await self._stop_for_new(run_id)
            raise
        await self._stop_for_new(run_id)
        return made

    async def _stop_for_new(self, run_id: str) -> None:
        """Stop a run that begins anew; a draft needs none, as it is forgotten."""
        run = self.find(run_id).run
        if not run.info.draft and not run.over:
            await self.command(run_id, Stop())

    async def command(self, run_id: str, command: Command, answer_id: int = 0) -> Answer:
        """Drive a run; see :meth:`Commands.send`. Raises :class:`UnknownRun`."""
        return await self.commands.send(self.find(run_id), command, answer_id)

    async def delete(self, run_id: str) -> None:
        """End the run and forget it, its points and its files.

        Raises :class:`UnknownRun`, and :class:`Refused` where the store fails: then the run goes on as it was.
        """
        await self.commands.delete(self.find(run_id))
        await self._effects.finish()

    async def delete_many(
        self, run_ids: Sequence[str], actor: Actor = OPERATOR
    ) -> list[Sentence | None]:
        """Delete those that this person may change; for each of the others, why it is still there.

        Raises :class:`Delayed` where some deletions wait to be saved.
        """
        deleting = (self._delete_own(run_id, actor) for run_id in run_ids)
        outcomes = await asyncio.gather(*deleting, return_exceptions=True)
        await self._effects.finish()
        return [_refusal(outcome) for outcome in outcomes]

    async def _delete_own(self, run_id: str, actor: Actor) -> None:
        handle = self.find(run_id)
        if not may(actor, "change", handle.owner):
            raise UnknownRun(run_id)
        await self.commands.delete(handle)

    async def label(self, run_id: str, **labels: Any) -> RunInfo:
        """Change its title, tags or own notes; the run as it is then.

        Raises :class:`UnknownRun`, :class:`Delayed`, and :class:`Refused` where the store fails.
        """
        handle = self.find(run_id)
        if labels:
            await self.commands.label(handle, labels)
        return handle.info

    # ---- what runs act on together (``effects.Surroundings``) -----------------------------------

    def place(self, handle: RunHandle) -> None:
        """The run waits for a worker."""
        self._placement.add(handle)

    def unplace(self, handle: RunHandle) -> None:
        """The run waits for a worker no longer."""
        self._placement.remove(handle)

    def listed(self, handle: RunHandle) -> None:
        """Something that the list of runs shows has changed."""
        if not handle.info.draft:
            self._drafts.leave(handle.id)
            self.watching.list_changed(handle)

    def make_room(self) -> None:
        """Unload from their workers the idle runs that were left longest ago."""
        idle = [one for one in self._handles.values() if one.run.held and one.run.is_idle]
        idle.sort(key=lambda one: one.unwatched_since)
        for handle in idle[: max(0, len(idle) - self._settings.open_idle_runs)]:
            self._effects.apply(handle, events.Unloaded())

    def forgotten(self, handle: RunHandle) -> None:
        """The run is gone from the store."""
        self._handles.pop(handle.id, None)
        self._drafts.leave(handle.id)
        for watcher in list(handle.watchers):
            watcher.forget(handle.id)
        self.listed(handle)

    def _refuse_too_many(self) -> None:
        kept = sum(not one.info.draft for one in self._handles.values())
        if kept + len(self._making) >= self._settings.max_runs:
            raise Refused(sentences.TOO_MANY_RUNS(count=self._settings.max_runs))

    def _give_way(self, handle: RunHandle) -> None:
        self._effects.apply(handle, events.ForgetDue(even_watched=True))

    def _supervise(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Run a task for ever; one that breaks is reported to the operator and started again."""

        async def forever() -> None:
            while True:
                try:
                    await work()
                except Exception:
                    _log.exception("a task of the runs broke and is started again")
                    await asyncio.sleep(0.2)

        task = asyncio.ensure_future(forever())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _refusal(outcome: BaseException | None) -> Sentence | None:
    """Why a run is still there; what says more of the store than of the run is raised."""
    if isinstance(outcome, (UnknownRun, Refused)):
        return outcome.sentence
    if outcome is not None:
        raise outcome
    return None
