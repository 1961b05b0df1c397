"""The description of the API, the messages of the stream included; the browser's types are made from it."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from torchground import __version__
from torchground.network.spec import ProjectFile
from torchground.telemetry.messages import COMMAND, DOWN, UP
from torchground.telemetry.polls import PollAnswer
from torchground.telemetry.schema import frame_schemas

_REFERENCE = "#/components/schemas/{model}"

_BESIDES: list[tuple[str, Any, TypeAdapter[Any]]] = [
    ("Up", "validation", UP),
    ("Down", "serialization", DOWN),
    ("Command", "validation", COMMAND),
    ("PollAnswer", "serialization", TypeAdapter(PollAnswer)),
    ("ProjectFile", "validation", TypeAdapter(ProjectFile)),
]
"""What no route names although it crosses the wire: name, direction, type."""


class Whole(GenerateJsonSchema):
    """What the server sends is whole: every field is there, those with a default too."""

    def field_is_required(self, field: Any, total: bool) -> bool:
        return self.mode == "serialization" or super().field_is_required(field, total)


def describe(app: FastAPI) -> dict[str, Any]:
    """OpenAPI of every route and of the stream."""
    described = get_openapi(
        title="Torchground",
        version=__version__,
        summary="A neural-network playground with a real PyTorch engine.",
        description=(
            "Beside these routes there is one websocket a tab, `/api/stream`: text frames up are `Up`, text frames "
            "down are `Down`, binary frames down are `Frame` in MessagePack. Where a network lets no websockets "
            "through, `POST /api/stream/polls` carries the same frames."
        ),
        routes=app.routes,
    )
    schemas = described["components"]["schemas"]
    schemas |= _wire_schemas(app)
    for name in ("RunDetail", "Lesson"):
        schemas[name]["properties"]["project"] = _reference("ProjectFile")
    return described


def _wire_schemas(app: FastAPI) -> dict[str, Any]:
    """Every model that an answer or the stream is made of, and the unions themselves."""
    answers: list[tuple[str, Any, TypeAdapter[Any]]] = [
        (route.name, "serialization", TypeAdapter(route.response_model))
        for route in app.routes
        if isinstance(route, APIRoute) and route.response_model
    ]
    schemas, rest = TypeAdapter.json_schemas(
        [*_BESIDES, *answers], ref_template=_REFERENCE, schema_generator=Whole
    )
    return {
        **rest["$defs"],
        **{name: schemas[name, mode] for name, mode, _ in _BESIDES if name not in rest["$defs"]},
        **frame_schemas(_REFERENCE),
    }


def _reference(model: str) -> dict[str, str]:
    return {"$ref": _REFERENCE.format(model=model)}
