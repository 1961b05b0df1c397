"""One suite asks every entry of every family the same questions; a new entry is tested the day its file exists."""

from __future__ import annotations

import json
import re
import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.catalogue.drawing import fields, least
from torchground.catalogue.bases.entries import UnknownType, entries, parse
from torchground.catalogue.bases.entry import FAMILIES, Entry

EVERY = [
    pytest.param(family, kind, id=f"{family}-{type_id}")
    for family in FAMILIES
    for type_id, kind in entries(family).items()
]
every_entry = pytest.mark.parametrize(("family", "kind"), EVERY)


def numbers_in(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """The schemas of all numbers of a field: itself, branches, items."""
    below = [*schema.get("anyOf", []), *schema.get("prefixItems", [])]
    below += [schema["items"]] if isinstance(schema.get("items"), dict) else []
    own = [schema] if schema.get("type") in ("integer", "number") else []
    return own + [number for part in below for number in numbers_in(part)]


@every_entry
def test_an_entry_is_one_file_named_like_its_type(family: str, kind: type[Entry]) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9_]*", kind.type_id())
    assert kind.__module__.rsplit(".", 1)[-1] == kind.type_id()
    room = kind.__module__.removeprefix("torchground.").rsplit(".", 1)[0]
    assert room in FAMILIES[family]


@every_entry
def test_an_entry_explains_itself_and_each_of_its_fields(family: str, kind: type[Entry]) -> None:
    assert kind.title
    assert len(kind.help()) > 40
    assert not kind.help()[0].islower()
    assert "\n" not in kind.formula
    assert (sys.modules[kind.__module__].__doc__ or "").strip()
    for name, schema in kind.model_json_schema()["properties"].items():
        if name != "type":
            assert schema.get("description", "").strip(), f"{name} has no docstring"


@every_entry
def test_every_number_has_a_range_and_its_slider_lies_within(
    family: str, kind: type[Entry]
) -> None:
    for name, schema in kind.model_json_schema()["properties"].items():
        for number in numbers_in(schema):
            low = number.get("minimum", number.get("exclusiveMinimum"))
            assert low is not None, f"{name} has no lower bound"
            assert number.get("maximum") is not None, f"{name} has no upper bound"
            hints = schema.get("ui", {})
            assert low <= hints.get("low", low) < hints.get("high", number["maximum"])
            assert hints.get("high", number["maximum"]) <= number["maximum"]
            if hints.get("scale") == "log":
                assert hints.get("low", low) > 0, f"{name} is logarithmic and starts at zero"


@every_entry
def test_live_fields_are_plain_numbers_or_one_of_a_few_words(
    family: str, kind: type[Entry]
) -> None:
    for schema in kind.model_json_schema()["properties"].values():
        if schema.get("ui", {}).get("live"):
            assert schema["type"] in ("number", "integer", "boolean") or schema.get("enum")


@every_entry
def test_choices_are_named_one_by_one(family: str, kind: type[Entry]) -> None:
    for schema in kind.model_json_schema()["properties"].values():
        choices = schema.get("ui", {}).get("choices")
        if choices is not None:
            assert set(choices) == set(schema.get("enum", schema.get("items", {}).get("enum")))


@every_entry
def test_an_entry_survives_json(family: str, kind: type[Entry]) -> None:
    entry = kind.model_validate(least(kind))
    saved = json.loads(json.dumps(entry.model_dump(mode="json"), allow_nan=False))
    assert parse(family, saved) == entry
    assert json.loads(entry.model_dump_json()) == saved


@every_entry
@settings(max_examples=20)
@given(data=st.data())
def test_any_fields_of_the_schema_survive_json_or_are_refused_with_a_sentence(
    family: str, kind: type[Entry], data: st.DataObject
) -> None:
    try:
        entry = parse(family, data.draw(fields(kind, most=2**31 - 1)))
    except ValidationError as problem:
        refused = {error["type"] for error in problem.errors()}
    else:
        refused = {"value_error"}
        assert parse(family, json.loads(entry.model_dump_json())) == entry
    assert refused == {"value_error"}, "only a rule between fields may refuse what each accepts"


@every_entry
def test_unknown_fields_and_wrong_types_are_refused(family: str, kind: type[Entry]) -> None:
    with pytest.raises(ValidationError):
        parse(family, {**least(kind), "no_such_field": 1})
    properties = kind.model_json_schema()["properties"]
    for name in kind.model_fields.keys() - {"type"}:
        text = "wrong" * max(99, longest_text(properties[name]))
        for wrong in (text, {"a": 1}, float("nan"), float("inf"), 10**400, [10**400]):
            with pytest.raises(ValidationError):
                parse(family, {**least(kind), name: wrong})


def longest_text(schema: dict[str, Any]) -> int:
    """The length of the longest text that a field takes."""
    return max([schema.get("maxLength", 0), *map(longest_text, schema.get("anyOf", []))])


@every_entry
def test_facts_are_plain_json(family: str, kind: type[Entry]) -> None:
    json.dumps({"schema": kind.model_json_schema(), **kind.facts()}, allow_nan=False)


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
