"""How every refusal of the API looks: one sentence, and where there are several things wrong, all of them."""

from __future__ import annotations

import errno
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, JsonValue
from starlette.exceptions import HTTPException

from torchground.network.check.problems import Problem
from torchground.runs.errors import NotYours, Refused, UnknownRun
from torchground.server import sentences
from torchground.storage.records import DamagedRow, Delayed, StoreProblem, Superseded
from torchground.words import Sentence, SentenceError, other, whole

log = structlog.get_logger(__name__)

MOST_PROBLEMS = 20
"""So many are listed in one answer."""


class Error(BaseModel):
    """Why a request was refused."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    error: str
    """What came, what would fit, what to do, in English."""
    code: str
    """Which sentence that is: programs go by this, never by the text."""
    values: dict[str, JsonValue]
    """What stands in the sentence."""
    problems: list[Problem] = []
    """Each thing that is wrong, with its place."""


class Late(BaseModel):
    """What was asked for is taken, and waits in the server's memory to be saved."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    delayed: str
    """Why saving is delayed, and what is safe where, in English."""
    code: str
    """Which sentence that is."""
    values: dict[str, JsonValue]
    """What stands in the sentence."""
    id: str | None
    """Of what is being made; null where nothing new is."""


LATE: dict[int | str, dict[str, Any]] = {
    202: {"model": Late, "description": "Taken; it waits to be saved"}
}
"""What a route that saves something may answer instead."""

ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"model": Error, "description": meaning}
    for status, meaning in {
        400: "A Host that this server does not answer to",
        403: "A page of another origin, or a run of somebody else that may only be looked at",
        404: "Nothing has that id, or its row in the database is damaged",
        408: "The body came too slowly",
        413: "The body is too large",
        415: "The body is not application/json",
        422: "The body does not fit: problems name each place",
        429: "Too much at once",
        503: "Another server has the runs of this database, or the database or its disk cannot be used just now",
    }.items()
}
"""What any route may answer instead; goes into its description."""


class Refuse(HTTPException):
    """Raised anywhere below a route: the request is answered with this sentence."""

    def __init__(
        self,
        status: int,
        sentence: Sentence,
        headers: Mapping[str, str] | None = None,
        problems: Sequence[Problem] = (),
    ) -> None:
        super().__init__(status, str(sentence), dict(headers or {}))
        self.sentence = sentence
        self.problems = problems


def refuse(status: int, sentence: Sentence, problems: Sequence[Problem] = ()) -> Response:
    """An answer that says no."""
    body = Error(
        error=whole(str(sentence)),
        code=sentence.code,
        values=dict(sentence.values),
        problems=list(problems),
    )
    return Response(body.model_dump_json(), status, media_type="application/json")


def install(app: FastAPI) -> None:
    """Give every exception its answer."""

    async def http(request: Request, exc: Exception) -> Response:
        assert isinstance(exc, HTTPException)
        problems = exc.problems if isinstance(exc, Refuse) else ()
        response = refuse(exc.status_code, _sentence(request, exc), problems)
        response.headers.update(exc.headers or {})
        return response

    async def invalid(request: Request, exc: Exception) -> Response:
        assert isinstance(exc, RequestValidationError)
        return unfit(problems_of(exc.errors()))

    async def refused(request: Request, exc: Exception) -> Response:
        assert isinstance(exc, Refused)
        return refuse(422, exc.sentence, exc.problems)

    async def unknown(request: Request, exc: Exception) -> Response:
        assert isinstance(exc, UnknownRun)
        return refuse(404, exc.sentence)

    async def not_yours(request: Request, exc: Exception) -> Response:
        assert isinstance(exc, NotYours)
        return refuse(403, exc.sentence)

    app.add_exception_handler(NotYours, not_yours)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(Refused, refused)
    app.add_exception_handler(UnknownRun, unknown)
    app.add_exception_handler(Exception, _unexpected)
    _install_saving(app)


def _install_saving(app: FastAPI) -> None:
    """What is said where something cannot be saved or read."""

    async def damaged(request: Request, exc: Exception) -> Response:
        assert isinstance(exc, DamagedRow)
        return refuse(404, exc.sentence)

    async def late(request: Request, exc: Exception) -> Response:
        assert isinstance(exc, Delayed)
        said = exc.sentence
        body = Late(delayed=str(said), code=said.code, values=dict(said.values), id=exc.made)
        return Response(body.model_dump_json(), 202, media_type="application/json")

    async def superseded(request: Request, exc: Exception) -> Response:
        assert isinstance(exc, Superseded)
        return _later(exc.sentence)

    async def away(request: Request, exc: Exception) -> Response:
        assert isinstance(exc, StoreProblem)
        return _later(exc.sentence)

    async def disk(request: Request, exc: Exception) -> Response:
        assert isinstance(exc, OSError)
        sentence = disk_sentence(exc)
        return _later(sentence) if sentence is not None else await _unexpected(request, exc)

    app.add_exception_handler(DamagedRow, damaged)
    app.add_exception_handler(Delayed, late)
    app.add_exception_handler(Superseded, superseded)
    app.add_exception_handler(StoreProblem, away)
    app.add_exception_handler(OSError, disk)


async def _unexpected(request: Request, exc: Exception) -> Response:
    incident = uuid.uuid4().hex[:8]
    log.error("a request failed", incident=incident, path=request.url.path, exc_info=exc)
    return refuse(500, sentences.INCIDENT(incident=incident))


def _later(sentence: Sentence) -> Response:
    response = refuse(503, sentence)
    response.headers["retry-after"] = "2"
    return response


def disk_sentence(error: OSError) -> Sentence | None:
    """What is wrong with the disk; None where the error is of another kind."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return sentences.DISK_FULL()
    if error.errno in (errno.EROFS, errno.EIO):
        return sentences.DISK_FAILS(why=error.strerror or str(error))
    return None


def sentence_of(error: Exception) -> Sentence:
    """The sentence of an error, and its text where it has none."""
    return error.sentence if isinstance(error, SentenceError) else other(error)


def unfit(problems: Sequence[Problem]) -> Response:
    """An answer to a body of which something does not fit: the first problems as one sentence, and all of them."""
    return refuse(422, unfit_sentence(problems), problems)


def unfit_sentence(problems: Sequence[Problem]) -> Sentence:
    """The first problems as one sentence."""
    told = "; ".join(f"{problem.place}: {problem.sentence}" for problem in problems[:3])
    return sentences.UNFIT(problems=told)


def problems_of(errors: Sequence[Any], *outer: str) -> list[Problem]:
    """The first pydantic errors as problems below a place, and how many more there are."""
    first = errors[:MOST_PROBLEMS]
    problems = [problem_of({**error, "loc": (*outer, *error["loc"])}) for error in first]
    if len(errors) > MOST_PROBLEMS:
        more = sentences.MORE_PROBLEMS(count=len(errors) - MOST_PROBLEMS)
        problems.append(Problem.of(more, place="body"))
    return problems


def problem_of(error: Any) -> Problem:
    """A pydantic error as a problem: its place as it is written in the JSON, and what would fit."""
    if error["type"] == "missing" and error["loc"][:1] == ("body",) and error.get("input") is None:
        return Problem.of(sentences.NO_BODY(), place="body")
    place = ""
    for part in error["loc"]:
        place += f"[{part}]" if isinstance(part, int) else f".{str(part)[:100]}"
    return Problem.of(other(str(error["msg"])[:300]), place=place.lstrip(".") or "body")


def _sentence(request: Request, exc: HTTPException) -> Sentence:
    if isinstance(exc, Refuse):
        return exc.sentence
    path = request.url.path[:200]
    if exc.status_code == 404 and exc.detail == "Not Found":
        return sentences.NOTHING_THERE(path=path)
    if exc.status_code == 405:
        fits = (exc.headers or {}).get("Allow", "another method")
        return sentences.OTHER_METHOD(method=request.method, path=path, fits=fits)
    return other(exc.detail)
