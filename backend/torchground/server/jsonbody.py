"""Request bodies read strictly: UTF-8 JSON without lone surrogates, not too deep; else a sentence that says where."""

from __future__ import annotations

from typing import Any

from pydantic_core import from_json
from starlette.requests import Request

from torchground.server import sentences
from torchground.server.errors import Refuse
from torchground.server.settings import Limits
from torchground.words import SentenceError

MAX_DEPTH = Limits().json_depth


class BadJson(SentenceError):
    """Why a text could not be read as JSON."""


def read_json(data: bytes | str, max_depth: int = MAX_DEPTH) -> Any:
    """The value a JSON text describes. Raises :class:`BadJson`."""
    try:
        value = from_json(data)
    except ValueError as error:
        raise BadJson(sentences.NOT_JSON(why=str(error)[:200])) from None
    if too_deep(value, max_depth):
        raise BadJson(sentences.TOO_DEEP(most=max_depth))
    return value


def too_deep(value: object, max_depth: int) -> bool:
    """Whether containers are nested more than ``max_depth`` times; a scalar is not nested at all."""
    level = [value] if isinstance(value, (dict, list)) else []
    for _ in range(max_depth):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, (dict, list))
        ]
    return bool(level)


class JsonRequest(Request):
    """A request whose JSON is read by :func:`read_json`."""

    async def json(self) -> Any:
        try:
            return read_json(await self.body())
        except BadJson as error:
            raise Refuse(422, error.sentence) from None
