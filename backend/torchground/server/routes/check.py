"""The check: any JSON in, every problem out."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

from fastapi import Body, Request, Response

from torchground.network.check.problems import Report
from torchground.probing.offering import check_with_offers
from torchground.server.policy import Routes

routes = Routes()

_AT_ONCE_BYTES = 50_000
"""Larger files are checked on a thread, so that nobody waits for them."""


@routes.http("POST", "/api/check", policy="public", response_model=Report)
async def check_project(
    request: Request,
    file: Annotated[
        Any, Body(description="A project file; whatever it is, the answer is a report")
    ],
) -> Response:
    """Every problem of a project with its place and its fixes, and every node's shape."""
    small = len(await request.body()) <= _AT_ONCE_BYTES
    report = check_with_offers(file) if small else await asyncio.to_thread(check_with_offers, file)
    return Response(report.model_dump_json(), media_type="application/json")
