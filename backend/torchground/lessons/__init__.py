"""The lessons: each a project file and, beside it under the same name, a short text.

The text is Markdown: ``# title``, a line ``Group: …``, a line ``Order: …``, where it is best watched slowly a line
``Pace: …`` (steps a second), where the pictures it speaks of stand in another tab of the bottom strip than the one
that is open a line ``Shows: …``, for each project to set beside it a line ``Compare: …`` (see ``variants``), then what
to do, watch and why, and last a paragraph that starts with ``Question:``. A translation is another text beside it,
``<id>.<language>.md``, with the same names before the colons.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

from pydantic import BaseModel, ConfigDict

from torchground.lessons.variants import Variant, read_variant

if TYPE_CHECKING:
    from importlib.abc import Traversable

Strip = Literal["insides", "ask"]
"""A tab of the strip below the network."""

COMPARE = "Compare: "
"""Starts a line that names a project to set beside the lesson's own."""


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
    shows: Strip | None = None
    """The tab of the bottom strip with the pictures that it speaks of; null is the one that is open."""
    project: dict[str, Any]
    """A whole project file."""
    compare: list[Variant] = []
    """Projects to train beside it from the same seed."""


@cache
def lessons(language: str = "en") -> tuple[Lesson, ...]:
    """All lessons in the order in which they are learned, each in this language (``de``) where it was translated."""
    folder = files(__name__)
    ids = [
        path.name.removesuffix(".json") for path in folder.iterdir() if path.name[-5:] == ".json"
    ]
    projects = {
        lesson_id: json.loads((folder / f"{lesson_id}.json").read_text(encoding="utf-8"))
        for lesson_id in ids
    }
    found = [
        read_lesson(lesson_id, _text(folder, lesson_id, language), projects) for lesson_id in ids
    ]
    return tuple(lesson for _, lesson in sorted(found, key=lambda item: (item[0], item[1].id)))


def _text(folder: Traversable, lesson_id: str, language: str) -> str:
    """The text in this language, else the English one."""
    translated = folder / f"{lesson_id}.{language}.md"
    found = translated if translated.is_file() else folder / f"{lesson_id}.md"
    return found.read_text(encoding="utf-8")


def read_lesson(
    lesson_id: str, text: str, projects: dict[str, dict[str, Any]]
) -> tuple[int, Lesson]:
    """Its place in the order, and the lesson, given the projects of all. Raises ``ValueError`` naming what is wrong."""
    head, _, rest = text.partition("\n\n")
    title, *lines = head.splitlines() or [text]
    said = dict(line.split(": ", 1) for line in lines if not line.startswith(COMPARE))
    compared = [line.removeprefix(COMPARE) for line in lines if line.startswith(COMPARE)]
    body, marker, question = rest.rpartition("\n\nQuestion: ")
    if not (title.startswith("# ") and marker and {"Group", "Order"} <= set(said)):
        raise ValueError(
            f"lesson {lesson_id}: the text needs '# title', 'Group: …', 'Order: …', an empty line, what to do and "
            "last 'Question: …'"
        )
    if said.get("Shows") not in (None, *get_args(Strip)):
        raise ValueError(
            f"lesson {lesson_id}: 'Shows: {said['Shows']}' is none of {', '.join(get_args(Strip))}"
        )
    return int(said["Order"]), Lesson(
        id=lesson_id,
        title=title.removeprefix("# "),
        group=said["Group"],
        text=unwrapped(body),
        question=unwrapped(question),
        pace=float(said["Pace"]) if "Pace" in said else None,
        shows=cast("Strip | None", said.get("Shows")),
        project=projects[lesson_id],
        compare=[_variant(lesson_id, line, projects) for line in compared],
    )


def _variant(lesson_id: str, line: str, projects: dict[str, dict[str, Any]]) -> Variant:
    try:
        return read_variant(line, projects[lesson_id], projects)
    except ValueError as error:
        raise ValueError(f"lesson {lesson_id}: {error}") from error


def unwrapped(text: str) -> str:
    """Each paragraph on a line of its own."""
    paragraphs = (" ".join(paragraph.split()) for paragraph in text.split("\n\n"))
    return "\n\n".join(paragraphs)
