"""The app: the guard at the door, the routes behind it, and the services they work with."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import FastAPI

from torchground import __version__
from torchground.server import errors, routes, stream
from torchground.server.life import Life, MakeWorkers
from torchground.server.openapi import describe
from torchground.server.policy import Routes, audit
from torchground.server.security import Door, Guard
from torchground.server.settings import Settings
from torchground.server.visitors import Visitors
from torchground.workers.base import Workers

__all__ = ["MakeWorkers", "create_app", "local_workers"]


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
    for part in _parts():
        part.install(app)
    errors.install(app)
    audit(app)
    app.openapi = _once(lambda: describe(app))  # type: ignore[method-assign]
    app.state.door = door = Door(settings.hosts, frozenset(settings.origins))
    app.add_middleware(Visitors, settings=settings)
    app.add_middleware(Guard, door=door, limits=settings.limits)
    return app


def _lifespan(
    settings: Settings, make_workers: MakeWorkers
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        audit(app)
        app.state.life = life = Life(settings, make_workers)
        try:
            await life.start()
        except BaseException as error:
            app.state.startup_error = error
            await life.close()
            raise
        try:
            yield
        finally:
            await life.close()

    return lifespan


def _parts() -> Iterator[Routes]:
    """The routes of every file in the folder ``routes``, and the stream."""
    for module in sorted(pkgutil.iter_modules(routes.__path__), key=lambda module: module.name):
        yield importlib.import_module(f"{routes.__name__}.{module.name}").routes
    yield stream.routes


def _once(make: Callable[[], dict[str, object]]) -> Callable[[], dict[str, object]]:
    made: list[dict[str, object]] = []

    def get() -> dict[str, object]:
        if not made:
            made.append(make())
        return made[0]

    return get
