"""The check: any JSON in, every problem out."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Body, Response

from torchground.network.check.problems import Report
from torchground.probing.offering import check_with_offers
from torchground.server.policy import Routes
from torchground.server.services import Here

routes = Routes()


@routes.http("POST", "/api/check", policy="public", judges_text=True, response_model=Report)
async def check_project(
    here: Here,
    file: Annotated[
        Any, Body(description="A project file; whatever it is, the answer is a report")
    ],
) -> Response:
    """Every problem of a project with its place and its fixes, and every node's shape."""
    report = await here.disk.do(lambda: check_with_offers(file, here.files).model_dump_json())
    return Response(report, media_type="application/json")
