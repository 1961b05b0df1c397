"""Weights files: made from a run or brought, kept under the hash of their content, the start of other drawings."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Request, Response
from fastapi.responses import FileResponse
from pydantic import BaseModel, ConfigDict
from starlette.exceptions import HTTPException

from torchground.catalogue.datasets.sources import stored
from torchground.catalogue.datasets.sources.stored import TensorMeta, WeightsMeta
from torchground.export.refusing import NoExport
from torchground.intake import jail
from torchground.intake.answer import Refusal
from torchground.runs.weights import take_out
from torchground.server.policy import Routes
from torchground.server.receiving import received
from torchground.server.routes.runs import RunId
from torchground.server.routes.uploads import FileName, known, refused, shown_name
from torchground.server.services import Here

routes = Routes()

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
    policy="public",
    takes_file=True,
    response_model=Weights,
    status_code=201,
)
async def upload_weights(here: Here, request: Request, name: FileName = "") -> Response:
    """Bring a safetensors file; the body is the file itself."""
    with here.bringing.place(), stored.fresh() as (file, path):
        key, _ = await received(request, file, here.settings.limits.weights_bytes)
        answer = await here.bringing.on_thread(
            lambda: jail.bring("weights", key, file, path, name=shown_name(name))
        )
    if isinstance(answer, Refusal):
        return refused(answer)
    return _json(_whole(key), 201)


@routes.http(
    "POST",
    "/api/runs/{run_id}/weights",
    policy="public",
    response_model=Weights,
    status_code=201,
)
async def keep_weights(here: Here, run_id: RunId) -> Response:
    """Keep the weights of a run, as its newest checkpoint has them."""
    title, checkpoint = here.book.get(run_id).title, here.book.checkpoint(run_id)
    if checkpoint is None:
        raise HTTPException(
            422,
            "This run has no checkpoint yet; play it and pause it, then its weights can be kept.",
        )
    with here.bringing.place():
        try:
            key, _ = await here.bringing.on_thread(lambda: take_out(checkpoint, shown_name(title)))
        except NoExport as error:
            raise HTTPException(422, f"{str(error)[:1].upper()}{str(error)[1:]}.") from None
        except FileNotFoundError:
            raise HTTPException(
                422, "A newer checkpoint took the place of this one just now; ask again."
            ) from None
    return _json(_whole(key), 201)


@routes.http("GET", "/api/weights", policy="public", response_model=list[WeightsCard])
async def list_weights(here: Here) -> list[WeightsCard]:
    """Every weights file, newest first."""
    return [_card(key, _meta(key)) for key in stored.keys("weights")]


@routes.http("GET", "/api/weights/{weights}", policy="public", response_model=Weights)
async def get_weights(here: Here, weights: Key) -> Weights:
    """Every tensor of a weights file."""
    return _whole(weights)


@routes.http(
    "GET",
    "/api/weights/{weights}/file",
    policy="public",
    response_class=FileResponse,
    responses={200: {"content": {"application/octet-stream": {}}}},
)
async def download_weights(here: Here, weights: Key) -> FileResponse:
    """The file itself, safetensors."""
    _meta(weights)
    return FileResponse(
        stored.path_of(weights, "weights"),
        media_type="application/octet-stream",
        filename=f"weights-{weights[:8]}.safetensors",
    )


@routes.http("DELETE", "/api/weights/{weights}", policy="public", status_code=204)
async def delete_weights(here: Here, weights: Key) -> Response:
    """Forget a weights file; projects that start from it ask for it again."""
    if not stored.remove(weights, "weights"):
        _meta(weights)
    return Response(status_code=204)


def _meta(key: str) -> WeightsMeta:
    meta = known(key, "weights")
    assert isinstance(meta, WeightsMeta)
    return meta


def _card(key: str, meta: WeightsMeta) -> WeightsCard:
    size = stored.path_of(key, "weights").stat().st_size
    return WeightsCard(weights=key, name=meta.name, size_bytes=size, num_tensors=len(meta.tensors))


def _whole(key: str) -> Weights:
    meta = _meta(key)
    return Weights(**_card(key, meta).model_dump(), tensors=meta.tensors)


def _json(model: BaseModel, status: int) -> Response:
    return Response(model.model_dump_json(), status, media_type="application/json")
