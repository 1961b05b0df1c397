"""Request bodies read strictly: UTF-8 JSON without lone surrogates, not too deep; else a sentence that says where."""

from __future__ import annotations

from typing import Any

from pydantic_core import from_json
from starlette.exceptions import HTTPException
from starlette.requests import Request

from torchground.server.settings import Limits

MAX_DEPTH = Limits().json_depth


class BadJson(ValueError):
    """Why a text could not be read as JSON, in a sentence."""


def read_json(data: bytes | str, max_depth: int = MAX_DEPTH) -> Any:
    """The value a JSON text describes. Raises :class:`BadJson`."""
    try:
        value = from_json(data)
    except ValueError as error:
        raise BadJson(f"this is not JSON: {str(error)[:200]}") from None
    if too_deep(value, max_depth):
        raise BadJson(f"lists and objects lie more than {max_depth} deep inside one another")
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
            raise HTTPException(422, str(error)) from None
