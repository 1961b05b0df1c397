"""The lessons: a project and a few sentences each."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated

from fastapi import Query, Response
from pydantic import TypeAdapter

from torchground.lessons import Lesson, lessons
from torchground.server.policy import Routes

routes = Routes()

Language = Annotated[str, Query(pattern=r"^[a-z]{2}$")]
"""Two letters: ``en``, ``de``."""


@routes.http("GET", "/api/lessons", policy="public", response_model=list[Lesson])
async def list_lessons(language: Language = "en") -> Response:
    """All lessons in the order in which they are learned, in this language where translated; the first opens with the
    page."""
    return Response(_encoded(language), media_type="application/json")


@lru_cache(8)
def _encoded(language: str) -> bytes:
    return TypeAdapter(list[Lesson]).dump_json(list(lessons(language)))
