"""The life of a server: it opens when it owns its database, waits while another does, lets go when overtaken.

waiting → open → closed, and back from open to waiting where another server took the database over
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

import structlog

from torchground.catalogue.bases import packages
from torchground.catalogue.bases.entries import entries
from torchground.catalogue.bases.entry import FAMILIES
from torchground.files.store import FileStore
from torchground.runs.folder import TIDYING
from torchground.runs.places import Places
from torchground.runs.registry import RegistrySettings, RunRegistry
from torchground.server import sentences
from torchground.server.background import end
from torchground.server.collecting import Collector
from torchground.server.disk import Disk
from torchground.server.file_check import FileCheck
from torchground.server.lines.free_time import FreeTime
from torchground.server.lives import SHORT_SECS, Lives
from torchground.server.page import Page
from torchground.server.previews import Previews
from torchground.server.rates import Rates
from torchground.server.settings import Settings
from torchground.server.upkeep import UpkeepTask
from torchground.server.uploading import Uploading
from torchground.storage.backups import Backups
from torchground.storage.lease import Lease, lease_of
from torchground.storage.sentences import BEGUN_EMPTY
from torchground.storage.store import Store
from torchground.storage.upkeep import offer
from torchground.words import Sentence
from torchground.workers.base import Workers

LEASE_SECS = 2.0
"""How often a server looks whether it still owns its database, or may own it now."""
MOST_NOTICES = 20
_WARM_AFTER_SECS = 5.0
"""The workers load torch first: they are waited for sooner."""

MakeWorkers = Callable[[Settings], Workers]

_log = structlog.get_logger("server")


@dataclass(frozen=True)
class Services:
    """What the routes of an open server work with."""

    settings: Settings
    store: Store
    files: FileStore
    disk: Disk
    workers: Workers
    registry: RunRegistry
    previews: Previews
    uploading: Uploading
    collector: Collector
    tabs: Places
    """Of the streams that are open."""
    messages: Rates
    """Of what tabs say."""
    free_time: FreeTime
    """The clock by which lines are slow or fast."""
    instance: str = field(default_factory=lambda: uuid.uuid4().hex)
    """New at every start."""


class Life:
    """One server from its start to its end."""

    def __init__(self, settings: Settings, make_workers: MakeWorkers) -> None:
        self.settings = settings
        self.page = Page(settings.page_dir)
        self.services: Services | None = None
        """What routes work with; None while another server owns the database."""
        self.why_waiting: Sentence | None = None
        """Why there are none."""
        self._make_workers = make_workers
        self.disk = Disk()
        self.torch_version = ""
        """Of the PyTorch that is installed, by its package: known before any worker has loaded it."""
        self._lease: Lease | None = None
        self._task: asyncio.Task[None] | None = None
        self._upkeep: UpkeepTask | None = None
        self._file_check: FileCheck | None = None
        self._is_long: asyncio.TimerHandle | None = None
        self._lives = Lives(settings.data_dir / "lives.json")
        self.notices: list[Sentence] = []
        """What whoever runs the server should know, oldest first."""

    def refusal(self) -> Sentence:
        """Said to whoever asks for something while the server is not open."""
        return self.why_waiting or sentences.STARTING()

    async def start(self) -> None:
        """Open, or begin to wait. Raises :class:`~torchground.storage.records.StoreProblem`."""
        await self.disk.do(_load_catalogue)
        self.torch_version = await self.disk.do(lambda: metadata.version("torch"))
        await self.page.load()
        self._lease = lease = await self.disk.do(lambda: lease_of(database_url(self.settings)))
        if lease is None or await self.disk.do(lease.take):
            await self._open()
        else:
            self.why_waiting = await self._why(lease, sentences.WAITING)
            _say(self.why_waiting)
        if lease is not None:
            self._task = asyncio.create_task(self._watch(lease))

    async def close(self) -> None:
        """Stop everything, and let another server own the database."""
        await end(self._task)
        await self._close_services()
        if self._lease is not None:
            await self.disk.do(self._lease.release)
        self.disk.close()

    async def _watch(self, lease: Lease) -> None:
        """Follow who owns the database, for ever."""
        while True:
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._superseded(), LEASE_SECS)
            try:
                await self._look(lease)
            except Exception as error:
                _log.exception("could not follow who owns the database", error=str(error))

    async def _superseded(self) -> None:
        """Until the store finds that another server has opened the database; for ever where none is open."""
        if self.services is None:
            await asyncio.Event().wait()
        else:
            await self.services.store.superseded.wait()

    async def _look(self, lease: Lease) -> None:
        standing = await self.disk.do(lease.standing)
        here = self.services
        was_overtaken = here is not None and here.store.superseded.is_set()
        if here is not None and (standing == "lost" or was_overtaken):
            is_back = standing == "held"
            read_anew, overtaken = sentences.READ_ANEW(), sentences.OVERTAKEN
            self.why_waiting = read_anew if is_back else await self._why(lease, overtaken)
            _say(self.why_waiting)
            await self._close_services()
        if standing == "held" and self.services is None:
            await self._open()
            if here is None:
                _say(sentences.TAKEN_OVER())

    async def _why(self, lease: Lease, why: sentences.Owned) -> Sentence:
        owner = await self.disk.do(lease.owner)
        return why(owner=owner or "another machine")

    async def _open(self) -> None:
        """Open the store, start the workers (without waiting for them) and go on with unfinished runs."""
        settings, disk, files = self.settings, self.disk, FileStore(self.settings.data_dir)
        store, workers = Store(database_url(settings)), self._make_workers(settings)
        here = Services(
            settings=settings,
            store=store,
            files=files,
            disk=disk,
            workers=workers,
            registry=RunRegistry(store, workers, RegistrySettings(files)),
            previews=Previews(settings.limits.num_previews),
            uploading=Uploading(settings.limits, files, disk),
            collector=Collector(files, store, disk),
            tabs=Places(settings.limits.num_sockets, settings.limits.sockets_each),
            messages=Rates(
                settings.limits.messages_per_sec_each, settings.limits.messages_burst_each
            ),
            free_time=FreeTime(asyncio.get_running_loop()),
        )
        begun_empty = await self.disk.do(lambda: _begins_empty(store))
        await store.open()
        try:
            short = await self.disk.do(self._lives.begin)
            is_safe = 0 < settings.safe_after <= short
            told = await here.registry.start(goes_on=not is_safe)
        except BaseException:
            await here.registry.close()
            await store.close()
            raise
        if is_safe:
            told.insert(0, sentences.SAFE_MODE(count=short))
        for sentence in begun_empty + store.found + told:
            if sentence.code in TIDYING:
                _say(sentence)
            else:
                self.notify(sentence)
        self._begin_tasks(here)
        self.services, self.why_waiting = here, None

    def _begin_tasks(self, here: Services) -> None:
        here.collector.start()
        here.free_time.start()
        here.previews.warm(_WARM_AFTER_SECS)
        here.uploading.probe(self.notify)
        self._file_check = FileCheck(here.files, self.notify)
        self._file_check.start()
        if here.store.path is not None:
            self._upkeep = UpkeepTask(here.store.path, here.registry, self.notify)
            self._upkeep.start()
        loop = asyncio.get_running_loop()
        self._is_long = loop.call_later(SHORT_SECS, self.disk.soon, self._lives.is_long)

    def notify(self, sentence: Sentence) -> None:
        """Tell whoever runs the server: on standard error, and as long as it runs in its health."""
        _say(sentence)
        if sentence not in self.notices:
            self.notices = [*self.notices, sentence][-MOST_NOTICES:]

    async def _close_services(self) -> None:
        """Checkpoint every run and stop the workers, then write what waits."""
        here, self.services = self.services, None
        if here is None:
            return
        if self._is_long is not None:
            self._is_long.cancel()
        if self._upkeep is not None:
            await self._upkeep.close()
        if self._file_check is not None:
            await self._file_check.close()
        here.free_time.close()
        here.previews.close()
        here.uploading.close()
        await here.collector.close()
        await here.registry.close()
        await here.store.close()
        await self.disk.do(self._lives.is_long)


def database_url(settings: Settings) -> str:
    """The one that was given, else SQLite in the data folder."""
    return (
        settings.database_url
        or f"sqlite:///{Path(settings.data_dir).absolute() / 'torchground.db'}"
    )


def _begins_empty(store: Store) -> list[Sentence]:
    """What to say where there is no database but back-ups of one: never silently empty."""
    if store.path is None or store.path.exists():
        return []
    backups = Backups(store.path)
    if not backups.all():
        return []
    return [BEGUN_EMPTY(where=str(store.path)), offer(backups)]


def _load_catalogue() -> None:
    """Load every entry, and say what is wrong with those of other packages."""
    for family in FAMILIES:
        entries(family)
    for problem in packages.problems():
        _log.warning(str(problem.sentence))


def _say(sentence: Sentence) -> None:
    """To whoever runs the server."""
    print(sentence, file=sys.stderr, flush=True)
