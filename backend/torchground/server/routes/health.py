"""Is the server there, and are its workers?"""

from __future__ import annotations

from importlib import metadata
from typing import Literal

from fastapi import Response
from pydantic import BaseModel, ConfigDict

from torchground import __version__
from torchground.catalogue.bases import packages
from torchground.catalogue.bases.entries import entries
from torchground.catalogue.bases.entry import FAMILIES
from torchground.server.policy import Routes
from torchground.server.services import Here

routes = Routes()


class WorkersHealth(BaseModel):
    """The processes that train."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    ready: int
    total: int
    devices: list[str]
    """What the ready ones train on: ``cpu``, ``cuda:0`` …"""


class Health(BaseModel):
    """The page can be used from the first answer on; runs started before a worker is ready wait for it."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    status: Literal["ok", "saving_delayed"]
    """``saving_delayed``: the database has kept a write waiting for more than 2 s; nothing is lost."""
    version: str
    workers: WorkersHealth
    torch: str
    """Version of PyTorch in the workers."""


@routes.http("GET", "/api/health", policy="public", response_model=Health)
async def health(here: Here) -> Response:
    """Answers as soon as the page can be used."""
    body = Health(
        status="saving_delayed" if here.store.delayed_secs > 2 else "ok",
        version=__version__,
        workers=WorkersHealth(
            ready=here.workers.num_ready,
            total=here.workers.num_total,
            devices=here.workers.devices,
        ),
        torch=here.workers.torch_version or metadata.version("torch"),
    )
    return Response(body.model_dump_json(), media_type="application/json")


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
