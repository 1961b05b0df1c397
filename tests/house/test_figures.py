"""What must be 0 does not grow, and the counting itself finds what it looks for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house import figures, private_words
from tests.house.figures import FIGURES, Figure
from tests.house.private_words import WORDS, PrivateWord, identifiers, is_private

ALLOWED = {
    "decisions steered by a sentence": 1,
}
"""Most places that may still be there; what is not named here must be 0. Lower a number whenever it can be lower."""
SLOW = {"functions over 70 lines (page)", "imports that point up, types counted"}
"""The first has a linter of its own in the page's checks, the second a test of its own here."""


@pytest.mark.parametrize(
    "figure", [one for one in FIGURES if one.name not in SLOW], ids=lambda figure: figure.name
)
def test_a_figure_is_no_higher_than_it_may_be(figure: Figure) -> None:
    places = figure.count()
    assert places is not None
    allowed = ALLOWED.get(figure.name, 0)
    assert len(places) <= allowed, "\n".join([f"{len(places)} > {allowed}", *places[:40]])


@pytest.mark.parametrize(
    ("line", "counts"),
    [
        ('reading.facts["names"]', True),
        ("reading?.facts?.[name]", True),
        ("(reading.facts as CellFacts).value", True),
        ('Number(reading.facts.low ?? "0")', True),
        ("readonly facts: Readonly<Record<string, unknown>>;", True),
        ('reading.tensors["values"]', True),
        ('wordsOf(reading, "names")', True),
        ('ofKind(reading, "lines")?.facts.names', False),
        ("reading.tensors[name]", False),
    ],
)
def test_a_fact_that_is_read_without_its_type_is_found(line: str, counts: bool) -> None:
    assert any(re.search(pattern, line) for pattern in figures.UNTYPED_FACTS) == counts


def test_the_words_that_are_counted_are_found(tmp_path: Path) -> None:
    file = tmp_path / "code.py"
    file.write_text(
        'def with_book(slopes):  # a Kept run\n    """The nursery."""\n    return "book"\n'
    )
    assert [name for _, name in identifiers(file)] == ["def", "with_book", "slopes", "return"]
    book = PrivateWord("book", "registry")
    assert is_private("with_book", book)
    assert not is_private("bookmark", book)
    assert not is_private("with_book", PrivateWord("book", "registry", parts=False))


def test_comments_and_texts_of_the_page_are_no_identifiers(tmp_path: Path) -> None:
    file = tmp_path / "code.ts"
    file.write_text("/* say */ const told = 'say'; // wish\nnotify(`${told}`);\n")
    assert [name for line, name in identifiers(file) if line == 1] == ["const", "told"]


def test_no_word_is_forbidden_and_proposed_at_once() -> None:
    for word in WORDS:
        for proposed in word.instead.replace(" …", "").split(", "):
            assert not is_private(proposed, word), proposed


@pytest.mark.parametrize(
    ("line", "counts"),
    [
        ('if "allocate memory" in text:', True),
        ('if "diverged" in state.reason:', True),
        ("if reason.startswith(prefix):", True),
        ("if code == DIVERGED.code:", False),
        ('if "loss" in metrics:', False),
    ],
)
def test_decisions_by_a_sentence_are_seen(
    line: str, counts: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "code.py").write_text(line + "\n")
    monkeypatch.setattr(figures, "BACKEND", tmp_path)
    monkeypatch.setattr(figures, "ROOT", tmp_path)
    monkeypatch.setattr(figures, "tracked", lambda pattern: [])
    assert bool(list(figures.steered_by_sentences())) == counts


def test_every_room_that_a_word_is_counted_in_is_there() -> None:
    for word in WORDS:
        for room in word.rooms:
            assert (private_words.ROOT / room).is_dir(), f"{room} of {word.pattern}"
