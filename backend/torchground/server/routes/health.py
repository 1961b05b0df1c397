"""Is the server there, and are its workers?"""

from __future__ import annotations

from typing import Literal

from fastapi import Response
from pydantic import BaseModel, ConfigDict

from torchground import __version__
from torchground.catalogue.bases import packages
from torchground.catalogue.bases.entries import entries
from torchground.catalogue.bases.entry import FAMILIES
from torchground.server.life import Life, Services
from torchground.server.policy import Routes
from torchground.server.services import Here, ThisServer
from torchground.uploads.confined import Confinement
from torchground.uploads.jail import is_allowed

routes = Routes()


class WorkersHealth(BaseModel):
    """The processes that train."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    ready: int
    total: int
    devices: list[str]
    """What the ready ones train on: ``cpu``, ``cuda:0`` …"""


class ReadersHealth(BaseModel):
    """The processes that read uploaded files."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    confined: bool | None
    """Whether all is in force without which no file is read; null until it is known, a second after the start."""
    in_force: list[str]
    """What is taken from such a process before it reads the first byte, as a process of this server said."""
    missing: dict[str, str]
    """What is not in force on this machine, and why; some of it is only wished for."""
    allowed_unconfined: bool
    """Whether whoever runs the server lets files be read all the same."""


class Health(BaseModel):
    """The page can be used from the first answer on; runs started before a worker is ready wait for it."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    status: Literal["ok", "saving_delayed", "waiting"]
    """``saving_delayed``: the database has kept something waiting for more than a second; nothing that was saved is
    lost. ``waiting``: another server goes on with the runs in the database; this one takes over when it ends."""
    reason: str | None
    """Why it is not ok, in a sentence."""
    notices: list[str] = []
    """What whoever runs the server should know, such as damage that was found and the back-up that is there."""
    version: str
    workers: WorkersHealth
    torch: str
    """Version of PyTorch in the workers."""
    readers: ReadersHealth | None
    """Null while the server waits."""


@routes.http("GET", "/api/health", policy="public", response_model=Health)
async def health(server: ThisServer) -> Response:
    """Answers as soon as the page can be used, and while the server waits for another to end."""
    body = _waiting(server) if server.services is None else _open(server, server.services)
    return Response(body.model_dump_json(), media_type="application/json")


def _open(server: Life, here: Services) -> Health:
    delay, workers = here.store.delay(), here.workers
    return Health(
        status="ok" if delay is None else "saving_delayed",
        reason=None if delay is None else str(delay),
        notices=[str(notice) for notice in server.notices],
        version=__version__,
        workers=WorkersHealth(
            ready=workers.num_ready, total=workers.num_total, devices=workers.devices
        ),
        torch=workers.torch_version or server.torch_version,
        readers=_readers(here.uploading.confinement),
    )


def _waiting(server: Life) -> Health:
    return Health(
        status="waiting",
        reason=str(server.refusal()),
        version=__version__,
        workers=WorkersHealth(ready=0, total=0, devices=[]),
        torch=server.torch_version,
        readers=None,
    )


def _readers(found: Confinement | None) -> ReadersHealth:
    return ReadersHealth(
        confined=None if found is None else found.is_complete,
        in_force=[] if found is None else list(found.in_force),
        missing={} if found is None else dict(found.missing),
        allowed_unconfined=is_allowed(),
    )


class PackageHealth(BaseModel):
    """Another package that adds entries to the catalogue."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    name: str
    version: str
    entries: list[str]
    """The types of its entries that can be used."""
    problems: list[str]
    """What was left out and why, a sentence each."""


class CatalogueHealth(BaseModel):
    """Whether all entries that are installed can be used."""

    status: Literal["ok", "problems"]
    packages: list[PackageHealth]


@routes.http("GET", "/api/health/catalogue", policy="public", response_model=CatalogueHealth)
async def catalogue_health(here: Here) -> CatalogueHealth:
    """The packages that add entries, and what is wrong with them. All were loaded when the server started."""
    told = [
        PackageHealth(
            name=package.name,
            version=package.version,
            entries=[
                kind.type_id()
                for family in FAMILIES
                for kind in entries(family).values()
                if packages.package_of(kind) == package
            ],
            problems=[
                str(problem.sentence)
                for problem in packages.problems()
                if problem.package == package
            ],
        )
        for package in sorted(set(packages.packages().values()))
    ]
    has_problems = any(package.problems for package in told)
    return CatalogueHealth(status="problems" if has_problems else "ok", packages=told)
