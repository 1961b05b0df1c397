"""Questions to every entry of every family."""

from __future__ import annotations

import json
import re
import sys

import pytest
from hypothesis import given, settings
from pydantic import ValidationError

from torchground.catalogue.bases.entries import entries, parse
from torchground.catalogue.bases.entry import FAMILIES, Entry
from torchground.catalogue.bases.questions import faults
from torchground.testing.fields import Json, fields, least, longest_text
from torchground.words.likeness import plain

LONGEST_NAME = 60
ALIKE_LETTERS = 3
"""Entries may share a name if their titles begin with the same letters, this many: Conv1d and Conv2d share "Conv"."""


def is_declared_as_it_should_be(kind: type[Entry]) -> None:
    """Type, title, help, ranges, sliders and labels are correct. The same is checked when the entry is loaded."""
    assert [str(fault) for fault in faults(kind.family, kind)] == []


def is_one_file_named_like_its_type(kind: type[Entry]) -> None:
    """``linear`` is in ``linear.py``, whose docstring says what it is. Torchground's own entries are in a folder of
    their family."""
    module = kind.__module__.split(".")
    assert re.fullmatch(r"([a-z_0-9]+\.)?[a-z][a-z0-9_]*", kind.type_id())
    assert module[-1] == kind.type_id().rpartition(".")[2]
    assert (sys.modules[kind.__module__].__doc__ or "").strip(), "the file has no docstring"
    if module[0] == "torchground":
        assert ".".join(module[1:-1]) in FAMILIES[kind.family]


def survives_json(kind: type[Entry]) -> None:
    """A saved entry opens as the same entry."""
    entry = kind.model_validate(least(kind))
    saved = json.loads(json.dumps(entry.model_dump(mode="json"), allow_nan=False))
    assert parse(kind.family, saved) == entry
    assert json.loads(entry.model_dump_json()) == saved


def takes_any_fields_of_its_schema(kind: type[Entry]) -> None:
    """All values that the schema allows are accepted and survive JSON. Only a rule between fields may refuse them."""

    @settings(max_examples=20, deadline=None)
    @given(drawn=fields(kind, most=2**31 - 1))
    def hold(drawn: dict[str, object]) -> None:
        refused: set[str] = set()
        try:
            entry = parse(kind.family, drawn)
        except ValidationError as problem:
            refused = {error["type"] for error in problem.errors()}
        else:
            assert parse(kind.family, json.loads(entry.model_dump_json())) == entry
        assert refused <= {"value_error"}, f"its schema allows {drawn}, its fields do not"

    hold()


def refuses_unknown_fields_and_wrong_types(kind: type[Entry]) -> None:
    """It refuses an unknown field, a text or an object for a number, NaN, infinity and very long numbers."""
    properties = kind.model_json_schema()["properties"]
    text = "wrong" * max(99, *map(longest_text, properties.values()))
    wrong: list[Json] = [{"no_such_field": 1}]
    for name in kind.model_fields.keys() - {"type"}:
        values = (text, {"a": 1}, float("nan"), float("inf"), 10**400, [10**400])
        wrong += [{name: value} for value in values]
    for change in wrong:
        with pytest.raises(ValidationError):
            parse(kind.family, {**least(kind), **change})


def has_other_names_that_help(kind: type[Entry]) -> None:
    """Each other name is short, says something new and, if another entry has it too, both are versions of one thing.
    Case, spaces and punctuation do not count."""
    known = {plain(kind.type_id()), plain(kind.title)}
    for name in kind.also_called():
        assert plain(name), f"{name!r} has no letter and no digit"
        assert len(name) <= LONGEST_NAME, name
        assert name == " ".join(name.split()), f"{name!r} has spaces too many"
        assert "," not in name, f"{name!r} has a comma"
        assert " " not in name or not name[0].islower(), f"{name!r} begins with a small letter"
        assert plain(name) not in known, (
            f"{name!r} says again what type, title or another name says"
        )
        known.add(plain(name))
        for other in entries(kind.family).values():
            if other is not kind:
                assert _may_share(kind, other, name), f"{name!r} is also a name of {other.title}"


def _may_share(kind: type[Entry], other: type[Entry], name: str) -> bool:
    """Whether two entries may both be found by this name."""
    if plain(name) in (plain(other.type_id()), plain(other.title)):
        return False
    shared = plain(name) in map(plain, other.also_called())
    return not shared or plain(kind.title)[:ALIKE_LETTERS] == plain(other.title)[:ALIKE_LETTERS]


QUESTIONS = (
    is_declared_as_it_should_be,
    is_one_file_named_like_its_type,
    survives_json,
    takes_any_fields_of_its_schema,
    refuses_unknown_fields_and_wrong_types,
    has_other_names_that_help,
)
