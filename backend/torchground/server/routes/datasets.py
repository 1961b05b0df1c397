"""Data sets before any run."""

from __future__ import annotations

from typing import Annotated

from fastapi import Body, Response
from pydantic import ValidationError

from torchground.catalogue.bases.dataset import Dataset
from torchground.catalogue.bases.entries import UnknownType, parse
from torchground.catalogue.bases.preview import Preview
from torchground.catalogue.bases.samples import DataError
from torchground.files.store import MissingFile
from torchground.network.check.problems import Problem
from torchground.network.spec import EntryJson
from torchground.server.errors import problems_of, refuse, sentence_of, unfit
from torchground.server.policy import Routes
from torchground.server.previews import TooMany
from torchground.server.services import Here

routes = Routes()


@routes.http("POST", "/api/datasets/preview", policy="public", response_model=Preview)
async def preview_dataset(
    here: Here,
    data: Annotated[EntryJson, Body()],
    val_fraction: Annotated[float, Body(ge=0, le=0.9)] = 0.0,
) -> Response:
    """The first samples of each part: the numbers that a run with this data and validation split would see."""
    try:
        dataset: Dataset = parse("datasets", data.model_dump(), here.files)
    except UnknownType as error:
        return unfit([Problem.of(error.sentence, place="data.type")])
    except ValidationError as error:
        return _misfit(error)
    try:
        return Response(
            await here.previews.get(dataset, val_fraction), media_type="application/json"
        )
    except (DataError, MissingFile) as error:
        return refuse(422, sentence_of(error), [Problem.of(error.sentence, place="data")])
    except TooMany as error:
        return refuse(429, error.sentence)


def _misfit(error: ValidationError) -> Response:
    """The fields that do not fit, each with its place below ``data``."""
    return unfit(problems_of(error.errors(), "data"))
