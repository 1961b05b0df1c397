"""The check: any JSON in, every problem out."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Body, Response

from torchground.network.check import check
from torchground.network.problems import Report
from torchground.server.policy import Routes

routes = Routes()


@routes.http("POST", "/api/check", policy="public", response_model=Report)
async def check_project(
    file: Annotated[
        Any, Body(description="A project file; whatever it is, the answer is a report")
    ],
) -> Response:
    """Every problem of a project with its place and its fixes, and every node's shape."""
    return Response(check(file).model_dump_json(), media_type="application/json")
