"""The lessons: a project and a few sentences each."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated

from fastapi import Query, Response
from pydantic import TypeAdapter

from torchground.lessons import Lesson, lessons
from torchground.server.policy import Routes
from torchground.server.services import Here

routes = Routes()

Language = Annotated[str, Query(pattern=r"^[a-z]{2}$")]
"""Two letters: ``en``, ``de``."""


@routes.http("GET", "/api/lessons", policy="public", response_model=list[Lesson])
async def list_lessons(here: Here, language: Language = "en") -> Response:
    """All lessons in the order in which they are learned, in this language where translated; the first opens with the
    page."""
    body = await here.disk.do(lambda: _encoded(language))
    return Response(body, media_type="application/json")


@lru_cache(8)
def _encoded(language: str) -> bytes:
    return TypeAdapter(list[Lesson]).dump_json(list(lessons(language)))
