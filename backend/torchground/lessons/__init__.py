"""The lessons: each a project file and, beside it under the same name, a short text.

The text is Markdown: ``# title``, a line ``Group: …``, a line ``Order: …``, where it is best watched slowly a line
``Pace: …`` (steps a second), then what to do, watch and why, and last a paragraph that starts with ``Question:``.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import BaseModel, ConfigDict


class Lesson(BaseModel):
    """Something to do, to watch and to think about, with the project it starts from."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    id: str
    """The name of its files."""
    title: str
    group: str
    """The heading it stands under."""
    text: str
    """Paragraphs divided by empty lines: what to do, what to watch, why."""
    question: str
    """Something to find out by playing."""
    pace: float | None = None
    """Steps a second at which its learning can be watched; null is as fast as it goes."""
    project: dict[str, Any]
    """A whole project file."""


@cache
def lessons() -> tuple[Lesson, ...]:
    """All lessons in the order in which they are learned."""
    folder = files(__name__)
    ids = [
        path.name.removesuffix(".json") for path in folder.iterdir() if path.name[-5:] == ".json"
    ]
    found = [
        read_lesson(
            lesson_id,
            (folder / f"{lesson_id}.md").read_text(encoding="utf-8"),
            (folder / f"{lesson_id}.json").read_text(encoding="utf-8"),
        )
        for lesson_id in ids
    ]
    return tuple(lesson for _, lesson in sorted(found, key=lambda item: (item[0], item[1].id)))


def read_lesson(lesson_id: str, text: str, project: str) -> tuple[int, Lesson]:
    """Its place in the order, and the lesson. Raises ``ValueError`` naming a part that is missing."""
    head, _, rest = text.partition("\n\n")
    title, *lines = head.splitlines() or [text]
    said = dict(line.split(": ", 1) for line in lines)
    body, marker, question = rest.rpartition("\n\nQuestion: ")
    if not (title.startswith("# ") and marker and {"Group", "Order"} <= set(said)):
        raise ValueError(
            f"lesson {lesson_id}: the text needs '# title', 'Group: …', 'Order: …', an empty line, what to do and "
            "last 'Question: …'"
        )
    return int(said["Order"]), Lesson(
        id=lesson_id,
        title=title.removeprefix("# "),
        group=said["Group"],
        text=unwrapped(body),
        question=unwrapped(question),
        pace=float(said["Pace"]) if "Pace" in said else None,
        project=json.loads(project),
    )


def unwrapped(text: str) -> str:
    """Each paragraph on a line of its own."""
    paragraphs = (" ".join(paragraph.split()) for paragraph in text.split("\n\n"))
    return "\n\n".join(paragraphs)
