"""Known data sets that are fetched once and kept in the data folder."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from torchground.catalogue.downloaded import Downloaded
from torchground.catalogue.entry import entries
from torchground.intake.fetching import Progress, State
from torchground.server.policy import Routes
from torchground.server.services import Here

routes = Routes()

TypeId = Annotated[str, Path(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


class StartDownload(BaseModel):
    """Which data set to fetch."""

    model_config = ConfigDict(extra="forbid")

    type: str = Field(
        pattern=r"^[a-z][a-z0-9_]{0,39}$", description="The type of the data set: mnist, cifar10 …"
    )


class Download(BaseModel):
    """How far a download is."""

    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)

    type: str
    state: State
    """absent: not asked for yet; done: it lies in the data folder."""
    bytes: int
    """So many came."""
    total: int
    """Of so many, about."""
    error: str | None
    """Why it failed and what to do."""


@routes.http(
    "POST", "/api/datasets/download", policy="public", response_model=Download, status_code=202
)
async def start_download(here: Here, body: StartDownload) -> Download:
    """Begin to fetch a data set, unless it is here or on its way; it goes on without this client."""
    kind = _kind(body.type)
    if here.bringing.fetching.progress(kind).state not in ("done", "going"):
        here.bringing.check_room()
    return _told(body.type, here.bringing.fetching.start(kind))


@routes.http("GET", "/api/datasets/download/{type}", policy="public", response_model=Download)
async def get_download(here: Here, type: TypeId) -> Download:
    """How far it is."""
    return _told(type, here.bringing.fetching.progress(_kind(type)))


def _kind(type_id: str) -> type[Downloaded]:
    kind = entries("datasets").get(type_id)
    if kind is None or not issubclass(kind, Downloaded):
        fits = [name for name, one in entries("datasets").items() if issubclass(one, Downloaded)]
        raise HTTPException(404, f"{type_id!r} is no data set to download; {', '.join(fits)} are.")
    return kind


def _told(type_id: str, progress: Progress) -> Download:
    return Download(
        type=type_id,
        state=progress.state,
        bytes=progress.fetched,
        total=progress.total,
        error=progress.error,
    )
