"""The same tests for every entry of every family. A new entry is tested as soon as its file exists."""

from __future__ import annotations

import pytest

from torchground.catalogue.bases.entries import UnknownType, entries, parse
from torchground.catalogue.bases.entry import FAMILIES
from torchground.testing import Question, questions


@pytest.mark.parametrize("question", questions(), ids=str)
def test_every_entry_answers(question: Question) -> None:
    question.ask()


@pytest.mark.parametrize("family", list(FAMILIES))
def test_titles_and_types_of_a_family_differ(family: str) -> None:
    titles = [kind.title for kind in entries(family).values()]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(
    "value", [None, 3, [], {}, {"type": None}, {"type": "linaer"}, {"type": 3}]
)
def test_an_unknown_type_names_what_is_known(value: object) -> None:
    with pytest.raises(UnknownType, match=r"linear|expected an object"):
        parse("layers", value)
