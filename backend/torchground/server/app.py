"""The app: the guard at the door, the routes behind it, and the services they work with."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import structlog
from fastapi import FastAPI

from torchground import __version__
from torchground.catalogue.bases import packages
from torchground.catalogue.bases.entries import entries
from torchground.catalogue.bases.entry import FAMILIES
from torchground.files.store import FileStore
from torchground.runs.registry import RegistrySettings, RunRegistry
from torchground.server import errors, routes, stream
from torchground.server.bringing import Bringing
from torchground.server.collecting import Collector
from torchground.server.disk import Disk
from torchground.server.openapi import describe
from torchground.server.page import Page
from torchground.server.policy import audit
from torchground.server.previews import Previews
from torchground.server.security import Door, Guard
from torchground.server.services import Services
from torchground.server.settings import Settings
from torchground.storage.store import Store
from torchground.workers.base import Workers

_WARM_AFTER_SECS = 5.0
"""The workers load torch first: they are waited for sooner."""

_log = structlog.get_logger("server")

MakeWorkers = Callable[[Settings], Workers]


def local_workers(settings: Settings) -> Workers:
    """Processes on this machine."""
    from torchground.workers.local import LocalWorkers

    return LocalWorkers(settings.workers, settings.device)


def create_app(settings: Settings, make_workers: MakeWorkers = local_workers) -> FastAPI:
    """The whole server as an ASGI app; nothing is opened before it starts.

    Raises :class:`~torchground.server.policy.UndeclaredPolicy` where a route says not who may use it.
    """
    app = FastAPI(
        title="Torchground",
        version=__version__,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=_lifespan(settings, make_workers),
    )
    for part in (*_route_files(), stream):
        part.routes.install(app)
    errors.install(app)
    audit(app)
    app.openapi = _once(lambda: describe(app))  # type: ignore[method-assign]
    door = Door(settings.hosts, frozenset(settings.origins))
    app.add_middleware(Guard, door=door, limits=settings.limits)
    return app


def _route_files() -> list[Any]:
    """The modules of ``server/routes``, by name; each declares ``routes``."""
    names = sorted(info.name for info in pkgutil.iter_modules(routes.__path__))
    return [importlib.import_module(f"{routes.__name__}.{name}") for name in names]


def _lifespan(
    settings: Settings, make_workers: MakeWorkers
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        audit(app)
        try:
            app.state.services = here = await open_services(settings, make_workers)
        except BaseException as error:
            app.state.startup_error = error
            raise
        try:
            yield
        finally:
            await close_services(here)

    return lifespan


async def open_services(settings: Settings, make_workers: MakeWorkers) -> Services:
    """Open the store, start the workers (without waiting for them) and go on with unfinished runs."""
    files, disk = FileStore(settings.data_dir), Disk()
    await disk.do(_load_catalogue)
    store, workers = Store(database_url(settings)), make_workers(settings)
    here = Services(
        settings=settings,
        store=store,
        files=files,
        disk=disk,
        workers=workers,
        registry=RunRegistry(store, workers, RegistrySettings(files)),
        previews=Previews(settings.limits.num_previews),
        page=Page(settings.page_dir),
        bringing=Bringing(settings.limits, files, disk),
        collector=Collector(files, store, disk),
    )
    await here.page.load()
    await store.open()
    await here.registry.start()
    here.collector.start()
    here.previews.warm(_WARM_AFTER_SECS)
    return here


def _load_catalogue() -> None:
    """Load every entry, and say what is wrong with those of other packages."""
    for family in FAMILIES:
        entries(family)
    for problem in packages.problems():
        _log.warning(str(problem.sentence))


async def close_services(here: Services) -> None:
    """Checkpoint every run and stop the workers, then write what waits."""
    here.previews.close()
    here.bringing.close()
    await here.collector.close()
    await here.registry.close()
    await here.store.close()
    here.disk.close()


def database_url(settings: Settings) -> str:
    """The one that was given, else SQLite in the data folder."""
    return (
        settings.database_url
        or f"sqlite:///{Path(settings.data_dir).absolute() / 'torchground.db'}"
    )


def _once(make: Callable[[], dict[str, object]]) -> Callable[[], dict[str, object]]:
    made: list[dict[str, object]] = []

    def get() -> dict[str, object]:
        if not made:
            made.append(make())
        return made[0]

    return get
