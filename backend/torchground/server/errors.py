"""How every refusal of the API looks: one sentence, and where there are several things wrong, all of them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from torchground.network.check.problems import Problem
from torchground.runs.errors import Refused, UnknownRun

log = structlog.get_logger(__name__)


class Error(BaseModel):
    """Why a request was refused."""

    error: str
    """What came, what would fit, what to do."""
    problems: list[Problem] = []
    """Each thing that is wrong, with its place."""


ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"model": Error, "description": meaning}
    for status, meaning in {
        400: "A Host that this server does not answer to",
        403: "A page of another origin",
        404: "Nothing has that id",
        408: "The body came too slowly",
        413: "The body is too large",
        415: "The body is not application/json",
        422: "The body does not fit: problems name each place",
        429: "Too much at once",
    }.items()
}
"""What any route may answer instead; goes into its description."""


def refuse(status: int, error: str, problems: Sequence[Problem] = ()) -> Response:
    """An answer that says no."""
    body = Error(error=error, problems=list(problems)).model_dump_json()
    return Response(body, status, media_type="application/json")


def install(app: FastAPI) -> None:
    """Give every exception its answer."""

    async def http(request: Request, exc: Exception) -> Response:
        assert isinstance(exc, HTTPException)
        response = refuse(exc.status_code, _sentence(request, exc))
        response.headers.update(exc.headers or {})
        return response

    async def invalid(request: Request, exc: Exception) -> Response:
        assert isinstance(exc, RequestValidationError)
        problems = [problem_of(error) for error in exc.errors()]
        return refuse(422, "; ".join(f"{p.place}: {p.sentence}" for p in problems[:3]), problems)

    async def refused(request: Request, exc: Exception) -> Response:
        assert isinstance(exc, Refused)
        return refuse(422, str(exc), exc.problems)

    async def unknown(request: Request, exc: Exception) -> Response:
        return refuse(404, str(exc))

    async def unexpected(request: Request, exc: Exception) -> Response:
        incident = uuid.uuid4().hex[:8]
        log.error("a request failed", incident=incident, path=request.url.path, exc_info=exc)
        return refuse(500, f"The server made a mistake; it is in its log as incident {incident}.")

    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(Refused, refused)
    app.add_exception_handler(UnknownRun, unknown)
    app.add_exception_handler(Exception, unexpected)


def problem_of(error: Any) -> Problem:
    """A pydantic error as a problem: its place as it is written in the JSON, and what would fit."""
    if error["type"] == "missing" and tuple(error["loc"]) == ("body",):
        return Problem(
            place="body", sentence="This is not JSON: the request has no body; send one."
        )
    place = ""
    for part in error["loc"]:
        place += f"[{part}]" if isinstance(part, int) else f".{str(part)[:100]}"
    return Problem(place=place.lstrip(".") or "body", sentence=str(error["msg"])[:300])


def _sentence(request: Request, exc: HTTPException) -> str:
    path = request.url.path[:200]
    if exc.status_code == 404 and exc.detail == "Not Found":
        return f"There is nothing at {path}; the API is described at /api/openapi.json."
    if exc.status_code == 405:
        fits = (exc.headers or {}).get("Allow", "another method")
        return f"{request.method} does not fit {path}; use {fits}."
    return str(exc.detail)
