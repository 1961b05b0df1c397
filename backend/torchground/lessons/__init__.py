"""The lessons. Each is a project file and a short text beside it with the same name.

The text is Markdown. It begins with ``# title`` and these lines:

``Group: …`` and ``Order: …``: the heading of the lesson, and its place in the order.
``Terms: …``: the field's words that lead to the lesson in a search, with commas between them.
``Pace: …``: steps per second, for a lesson that people should watch slowly.
``Shows: …``: the tab of the bottom strip with the lesson's pictures, if it is not the tab that is open.
``Compare: …``: a project to compare with, one line for each (see ``variants``).

Then the text says what to do, what to watch and why. The last paragraph starts with ``Question:``. A translation is
another text beside it, ``<id>.<language>.md``, with the same names before the colons.
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
"""The beginning of a line that names a project to compare with."""


class Lesson(BaseModel):
    """A lesson: something to do, to watch and to think about, and the project that it starts from."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    id: str
    """The name of its files."""
    title: str
    group: str
    """The heading of its group."""
    terms: list[str] = []
    """The field's words that lead to it in a search, written as in a sentence: ``GAN``, ``vanishing gradient``."""
    text: str
    """Paragraphs separated by empty lines: what to do, what to watch, why."""
    question: str
    """A question that a person can answer by trying things out."""
    pace: float | None = None
    """Steps per second at which people can watch it learn. null is as fast as possible."""
    shows: Strip | None = None
    """The tab of the bottom strip with the pictures that the text describes. null is the open tab."""
    project: dict[str, Any]
    """A whole project file."""
    compare: list[Variant] = []
    """Projects that are trained beside it from the same seed."""


@cache
def lessons(language: str = "en") -> tuple[Lesson, ...]:
    """All lessons in their order, each in this language (``de``) where there is a translation."""
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
    """The text in this language. The English text where there is no translation."""
    translated = folder / f"{lesson_id}.{language}.md"
    found = translated if translated.is_file() else folder / f"{lesson_id}.md"
    return found.read_text(encoding="utf-8")


def read_lesson(
    lesson_id: str, text: str, projects: dict[str, dict[str, Any]]
) -> tuple[int, Lesson]:
    """The lesson and its place in the order. ``projects`` has the projects of all lessons. Raises ``ValueError`` that
    says what is wrong."""
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
        terms=_terms(lesson_id, said.get("Terms")),
        text=unwrapped(body),
        question=unwrapped(question),
        pace=float(said["Pace"]) if "Pace" in said else None,
        shows=cast("Strip | None", said.get("Shows")),
        project=projects[lesson_id],
        compare=[_variant(lesson_id, line, projects) for line in compared],
    )


def _terms(lesson_id: str, line: str | None) -> list[str]:
    terms = [] if line is None else [term.strip() for term in line.split(",")]
    if "" in terms:
        raise ValueError(
            f"lesson {lesson_id}: 'Terms: {line}' has an empty term; write one between two commas"
        )
    return terms


def _variant(lesson_id: str, line: str, projects: dict[str, dict[str, Any]]) -> Variant:
    try:
        return read_variant(line, projects[lesson_id], projects)
    except ValueError as error:
        raise ValueError(f"lesson {lesson_id}: {error}") from error


def unwrapped(text: str) -> str:
    """The text with each paragraph on one line."""
    paragraphs = (" ".join(paragraph.split()) for paragraph in text.split("\n\n"))
    return "\n\n".join(paragraphs)
