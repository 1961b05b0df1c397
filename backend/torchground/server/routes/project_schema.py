"""The JSON Schema of the project file, for editors and programs that write such files."""

from __future__ import annotations

from functools import cache

from fastapi import Response
from pydantic_core import to_json

from torchground.network.schema import project_schema
from torchground.server.policy import Routes

routes = Routes()

MEDIA_TYPE = "application/schema+json"


@routes.http(
    "GET",
    "/api/schema/project",
    policy="public",
    response_class=Response,
    responses={200: {"content": {MEDIA_TYPE: {"schema": {"type": "object"}}}}},
)
async def get_project_schema() -> Response:
    """What a project file may hold: JSON Schema, draft 2020-12."""
    return Response(_encoded(), media_type=MEDIA_TYPE)


@cache
def _encoded() -> bytes:
    return to_json(project_schema())
