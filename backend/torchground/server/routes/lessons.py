"""The lessons: a project and a few sentences each."""

from __future__ import annotations

from functools import cache

from fastapi import Response
from pydantic import TypeAdapter

from torchground.lessons import Lesson, lessons
from torchground.server.policy import Routes

routes = Routes()


@routes.http("GET", "/api/lessons", policy="public", response_model=list[Lesson])
async def list_lessons() -> Response:
    """All lessons in the order in which they are learned; the first opens with the page."""
    return Response(_encoded(), media_type="application/json")


@cache
def _encoded() -> bytes:
    return TypeAdapter(list[Lesson]).dump_json(list(lessons()))
