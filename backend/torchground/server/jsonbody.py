"""Bodies and messages read strictly: UTF-8 JSON, not too deep, no object too wide, no characters that cannot be kept.

What is too deep or too wide is found before anything asks what each field means: that costs far more than reading it.
"""

from __future__ import annotations

from itertools import islice
from typing import Any

from pydantic_core import from_json
from starlette.requests import Request

from torchground.network.check.findings import shown_place
from torchground.network.check.problems import Problem
from torchground.server import sentences
from torchground.server.errors import Refuse, unfit_sentence
from torchground.server.settings import Limits
from torchground.words import Sentence, SentenceError
from torchground.words.characters import MOST_TOLD, may_be_unfit, unfit_texts

MAX_DEPTH = Limits().json_depth
MAX_FIELDS = Limits().json_fields


class BadJson(SentenceError):
    """Why a text could not be read as JSON."""


def read_json(data: bytes | str, max_depth: int = MAX_DEPTH, max_fields: int = MAX_FIELDS) -> Any:
    """The value a JSON text describes. Raises :class:`BadJson`."""
    try:
        value = from_json(data)
    except ValueError as error:
        raise BadJson(sentences.NOT_JSON(why=str(error)[:200])) from None
    sentence = unfit_shape(value, max_depth, max_fields)
    if sentence is not None:
        raise BadJson(sentence)
    return value


def text_problems(data: bytes | str, value: object, place: str) -> list[Problem]:
    """Where in the value of a JSON text characters stand that cannot be kept: the first of them."""
    if not may_be_unfit(data.encode() if isinstance(data, str) else data):
        return []
    found = islice(unfit_texts(value, (place,)), MOST_TOLD)
    return [Problem.of(sentence, place=shown_place(where)) for where, sentence in found]


def unfit_shape(value: object, max_depth: int, max_fields: int) -> Sentence | None:
    """Why a value is too deep or has an object that is too wide; a scalar is not nested at all."""
    level = [value] if isinstance(value, (dict, list)) else []
    for _ in range(max_depth):
        widest = max((len(one) for one in level if isinstance(one, dict)), default=0)
        if widest > max_fields:
            return sentences.TOO_MANY_FIELDS(count=widest, most=max_fields)
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, (dict, list))
        ]
    return sentences.TOO_DEEP(most=max_depth) if level else None


class JsonRequest(Request):
    """A request whose JSON is read by :func:`read_json`, and holds only characters that can be kept."""

    judges_text = False
    """The route itself says what is wrong with a text."""

    async def json(self) -> Any:
        body = await self.body()
        try:
            value = read_json(body)
        except BadJson as error:
            raise Refuse(422, error.sentence) from None
        problems = [] if self.judges_text else text_problems(body, value, "body")
        if problems:
            raise Refuse(422, unfit_sentence(problems), problems=problems)
        return value
