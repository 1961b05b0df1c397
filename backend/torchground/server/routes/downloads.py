"""Known data sets and trained weights that are fetched once and kept in the data folder."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from torchground.catalogue.bases.fetchable import Fetchable
from torchground.server import sentences
from torchground.server.errors import Refuse
from torchground.server.policy import Routes
from torchground.server.services import Here
from torchground.uploads.fetching import Progress, State, fetchables

routes = Routes()

TypeId = Annotated[str, Path(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


class StartDownload(BaseModel):
    """What to fetch."""

    model_config = ConfigDict(extra="forbid")

    type: str = Field(
        pattern=r"^[a-z][a-z0-9_]{0,39}$",
        description="The type of the data set: mnist, cifar10 …; or whose trained weights: resnet18 …",
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
    code: str | None
    """Which sentence that is."""
    values: dict[str, JsonValue]
    """The values in it."""


@routes.http(
    "POST", "/api/datasets/download", policy="public", response_model=Download, status_code=202
)
async def start_download(here: Here, body: StartDownload) -> Download:
    """Begin to fetch a data set or trained weights, unless it is here or on its way; it goes on without this client."""
    kind, fetching = _kind(body.type), here.uploading.fetching
    progress = await here.disk.do(lambda: fetching.progress(kind))
    if progress.state not in ("done", "going"):
        await here.uploading.check_room()
    return _told(body.type, await here.disk.do(lambda: fetching.start(kind)))


@routes.http("GET", "/api/datasets/download/{type}", policy="public", response_model=Download)
async def get_download(here: Here, type: TypeId) -> Download:
    """How far it is."""
    kind, fetching = _kind(type), here.uploading.fetching
    return _told(type, await here.disk.do(lambda: fetching.progress(kind)))


def _kind(type_id: str) -> Fetchable:
    kind = fetchables().get(type_id)
    if kind is None:
        raise Refuse(404, sentences.NO_DOWNLOAD(type=type_id, known=list(fetchables())))
    return kind


def _told(type_id: str, progress: Progress) -> Download:
    return Download(
        type=type_id,
        state=progress.state,
        bytes=progress.fetched,
        total=progress.total,
        error=progress.error,
        code=progress.sentence.code if progress.sentence else None,
        values=dict(progress.sentence.values) if progress.sentence else {},
    )
