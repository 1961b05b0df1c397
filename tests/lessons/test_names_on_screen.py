"""What lessons say of the screen is there: names of panels, buttons and settings, and readings for their projects."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from torchground.catalogue.bases.entries import entries
from torchground.catalogue.bases.entry import FAMILIES
from torchground.files.store import FileStore
from torchground.lessons import Lesson, lessons
from torchground.network.check.checking import resolve
from torchground.probing.offering import offers_for

IDS = [lesson.id for lesson in lessons()]
PAGE = Path(__file__).parents[2] / "frontend" / "src"
STARTS_SENTENCE = re.compile(r"(?:^|[.?!:“(]\s*|\n\n)$")
CAPITAL = re.compile(r"[A-Z][\w²₀-₉-]*")
LITERAL = re.compile(r'"([A-Z][^"\n]{1,60})"|>\s*([A-Z][^<>{}\n]{1,60}?)\s*<')

ABBREVIATIONS = {
    *(
        "ReLU",
        "RNN",
        "RNNs",
        "LSTM",
        "LSTMs",
        "GRU",
        "GPT",
        "PCA",
        "KL",
        "ELBO",
        "ONNX",
        "FGSM",
        "PGD",
        "SGD",
    ),
    *("XOR", "OR", "NAND", "MNIST", "R²", "L1", "Grad-CAM", "MB", "MASK"),
}
PEOPLE_AND_THINGS = {
    *(
        "Adam",
        "Adagrad",
        "RMSprop",
        "Nesterov",
        "Kaiming",
        "Huber",
        "Xavier",
        "Chrono",
        "Python",
        "PyTorch",
    ),
    *("Edgar", "Anderson", "Setosa", "CABBAC", "AABBCC", "FILE", "I"),
}
"""Words that begin with a capital wherever they stand, and are no names of things on the screen."""

READINGS_AT_THE_START = {
    "perceptron-xor": "The line",
    "perceptron-and": "The line",
    "hills": "Residuals",
    "rnn-sentiment": "Influence of each token",
    "transfer-canvas": "Change since the start",
}
"""Names that begin a sentence, where a capital says nothing."""


@cache
def names_on_screen() -> frozenset[str]:
    """Titles of the catalogue, and all that the page writes with a capital: titles, labels, buttons."""
    titles = {kind.title for family in FAMILIES for kind in entries(family).values()}
    for file in PAGE.rglob("*.ts*"):
        if ".test." not in file.name and not file.name.endswith(".gen.ts"):
            found = LITERAL.findall(file.read_text(encoding="utf-8"))
            titles |= {first or second for first, second in found}
    labels = {name.replace("_", " ").capitalize() for name in field_names()}
    return frozenset(name for name in titles | labels if len(name) > 1)


def field_names() -> set[str]:
    return {
        name
        for family in FAMILIES
        for kind in entries(family).values()
        for name in kind.model_fields
    }


@cache
def reading_titles() -> frozenset[str]:
    return frozenset(kind.title for kind in entries("probes").values())


def whole_text(lesson: Lesson) -> str:
    return f"{lesson.text}\n\n{lesson.question}"


def names_said(text: str) -> list[tuple[int, str]]:
    """Where a word begins with a capital within a sentence, and the text from there on."""
    return [
        (match.start(), text[match.start() :])
        for match in CAPITAL.finditer(text)
        if not STARTS_SENTENCE.search(text[: match.start()])
    ]


def begins_with(text: str, names: frozenset[str]) -> str | None:
    """The longest name that a text begins with, as a whole word."""
    found = [
        name for name in names if text.startswith(name) and not text[len(name) :][:1].isalnum()
    ]
    return max(found, key=len, default=None)


@pytest.mark.parametrize("lesson_id", IDS)
def test_a_lesson_names_only_what_is_on_the_screen(lesson_id: str) -> None:
    known = ABBREVIATIONS | PEOPLE_AND_THINGS
    strange = [
        rest[:40]
        for _, rest in names_said(whole_text(lesson_of(lesson_id)))
        if begins_with(rest, names_on_screen()) is None and CAPITAL.match(rest)[0] not in known  # type: ignore[index]
    ]
    assert strange == [], "no panel, button or setting of the page is called so"


@pytest.mark.parametrize("lesson_id", IDS)
def test_a_reading_that_a_lesson_names_is_offered_for_its_project(
    lesson_id: str, files: FileStore
) -> None:
    lesson = lesson_of(lesson_id)
    said = {begins_with(rest, reading_titles()) for _, rest in names_said(whole_text(lesson))}
    said |= {READINGS_AT_THE_START.get(lesson_id)}
    offered = set[str]()
    for project in [lesson.project, *(variant.project for variant in lesson.compare)]:
        offered |= titles_offered(project, files)
    assert said - {None} - ALWAYS - FOR_WHAT_IS_TAKEN.get(lesson_id, set()) <= offered


ALWAYS = {"Attention", "Curve"}
"""Titles of readings that are ordinary words as well, or stand on the page without an offer."""
FOR_WHAT_IS_TAKEN = {"transfer-canvas": {"Change since the start"}}
"""Offered once a person has done what the lesson says: here, taken weights."""


def titles_offered(project: dict[str, Any], files: FileStore) -> set[str]:
    made, _ = resolve(project, files)
    assert made is not None
    return {offer.title for offer in offers_for(made)}


def lesson_of(lesson_id: str) -> Lesson:
    return next(lesson for lesson in lessons() if lesson.id == lesson_id)


def test_a_name_that_is_not_on_the_screen_would_be_found() -> None:
    [(_, rest)] = names_said("Press play. Look under Trainingsraum for more.")
    assert begins_with(rest, names_on_screen()) is None
