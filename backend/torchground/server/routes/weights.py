"""Weights files: made from a run or uploaded, kept under the hash of their content, the start of other drawings."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from typing import IO, Annotated

from fastapi import Path, Query, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict
from starlette.background import BackgroundTask

from torchground.export.refusing import NoExport
from torchground.files.meta import TensorMeta, WeightsMeta
from torchground.files.store import FileStore, MissingFile
from torchground.people import Actor
from torchground.runs.weights import take_out
from torchground.server import sentences
from torchground.server.errors import Refuse
from torchground.server.policy import Routes
from torchground.server.receiving import received
from torchground.server.routes.runs import RunId
from torchground.server.routes.uploads import FileName, forget, known, refused, shown_name
from torchground.server.services import Here
from torchground.server.visitors import actor_of
from torchground.uploads import jail
from torchground.uploads.answer import Refusal

routes = Routes()

_PIECE_BYTES = 1 << 18

Kept = Annotated[
    bool,
    Query(
        description="Keep them until somebody deletes them; false: only while a run or project starts from them, "
        "and ten minutes more"
    ),
]
Key = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)


class WeightsCard(_Answer):
    """A weights file as lists show it."""

    weights: str
    """The hash of its content: how ``training.start`` names it."""
    name: str
    size_bytes: int
    num_tensors: int


class Weights(WeightsCard):
    """A weights file and every tensor in it."""

    tensors: list[TensorMeta]
    """Called ``<node>.<param>`` where they were made from a run."""


@routes.http(
    "POST",
    "/api/weights",
    policy="own",
    takes_file=True,
    response_model=Weights,
    status_code=201,
)
async def upload_weights(here: Here, request: Request, name: FileName = "") -> Response:
    """Upload a safetensors file; the body is the file itself."""
    owner = actor_of(request.scope).owner
    async with here.uploading.new_file(request) as (new, body):
        key, _ = await received(
            request, body, new.file, here.settings.limits.weights_bytes, here.disk
        )
        answer = await here.uploading.read(
            lambda: jail.upload(here.files, "weights", key, new, shown_name(name), owner)
        )
    if isinstance(answer, Refusal):
        return refused(answer)
    return _json(await here.disk.do(lambda: _whole(here.files, key)), 201)


@routes.http(
    "POST",
    "/api/runs/{run_id}/weights",
    policy="look",
    response_model=Weights,
    status_code=201,
)
async def keep_weights(here: Here, request: Request, run_id: RunId, kept: Kept = True) -> Response:
    """Store the weights of a run, as its newest checkpoint has them; the stored file is yours."""
    owner = actor_of(request.scope).owner
    title, checkpoint = here.registry.get(run_id).title, here.registry.checkpoint(run_id)
    if checkpoint is None:
        raise Refuse(422, sentences.NO_CHECKPOINT())
    async with here.uploading.room(request):
        try:
            key, _ = await here.uploading.read(
                lambda: take_out(here.files, checkpoint, shown_name(title), kept=kept, owner=owner)
            )
        except NoExport as error:
            raise Refuse(422, error.sentence) from None
        except FileNotFoundError:
            raise Refuse(422, sentences.NEWER_CHECKPOINT()) from None
    return _json(await here.disk.do(lambda: _whole(here.files, key)), 201)


@routes.http("GET", "/api/weights", policy="own", response_model=list[WeightsCard])
async def list_weights(here: Here, request: Request) -> list[WeightsCard]:
    """Every weights file that you keep, newest first."""
    actor = actor_of(request.scope)
    return await here.disk.do(lambda: _cards(here.files, actor))


@routes.http("GET", "/api/weights/{weights}", policy="public", response_model=Weights)
async def get_weights(here: Here, weights: Key) -> Weights:
    """Every tensor of a weights file."""
    return await here.disk.do(lambda: _whole(here.files, weights))


@routes.http(
    "GET",
    "/api/weights/{weights}/file",
    policy="public",
    response_class=StreamingResponse,
    responses={200: {"content": {"application/octet-stream": {}}}},
)
async def download_weights(here: Here, weights: Key) -> StreamingResponse:
    """The file itself, safetensors."""
    file, size = await here.disk.do(lambda: _opened(here.files, weights))
    name = f"weights-{weights[:8]}.safetensors"
    return StreamingResponse(
        _pieces(file),
        media_type="application/octet-stream",
        headers={
            "content-length": str(size),
            "content-disposition": f'attachment; filename="{name}"',
        },
        background=BackgroundTask(file.close),
    )


@routes.http("DELETE", "/api/weights/{weights}", policy="own", status_code=204)
async def delete_weights(here: Here, request: Request, weights: Key) -> Response:
    """Keep a weights file no longer. It goes at once, or when nobody else keeps it and the last project and run that
    use it are deleted."""
    await forget(here, actor_of(request.scope), weights, "weights")
    return Response(status_code=204)


def _opened(files: FileStore, key: str) -> tuple[IO[bytes], int]:
    """The file itself, and its size."""
    known(files, key, "weights")
    file = files.open(key, "weights")
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    return file, size


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    """The file in pieces, read on threads of the web framework."""
    while piece := file.read(_PIECE_BYTES):
        yield piece


def _cards(files: FileStore, actor: Actor) -> list[WeightsCard]:
    """Every weights file of a person; one that is deleted meanwhile is left out."""
    cards = []
    for key in files.keys("weights", actor):
        with suppress(MissingFile):
            cards.append(_card(files, key, files.weights(key)))
    return cards


def _card(files: FileStore, key: str, meta: WeightsMeta) -> WeightsCard:
    """Raises :class:`MissingFile`."""
    size = files.size_bytes(key, "weights")
    return WeightsCard(weights=key, name=meta.name, size_bytes=size, num_tensors=len(meta.tensors))


def _whole(files: FileStore, key: str) -> Weights:
    meta = known(files, key, "weights")
    assert isinstance(meta, WeightsMeta)
    return Weights(**_card(files, key, meta).model_dump(), tensors=meta.tensors)


def _json(model: BaseModel, status: int) -> Response:
    return Response(model.model_dump_json(), status, media_type="application/json")
