"""Checks that the declaration of every entry must pass. They need no torch.

The tests check our own entries. :mod:`torchground.catalogue.bases.packages` checks the entries of other packages when
they are loaded. :mod:`torchground.testing` checks what an entry computes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from torchground.catalogue.bases.entry import Entry
from torchground.words import Sentence, other, template

LEAST_HELP = 40
"""A help text must be longer than this number of characters."""

WRONG_FAMILY = template(
    "entry.wrong_family",
    "it is declared under {family:quoted}, but its base class is one of the {own}; declare it there, or give it the "
    "base class of that family",
)
WRONG_TYPE = template(
    "entry.wrong_type",
    "its type is {type:quoted}; the type must be {wanted:quoted}, in small letters, digits and _",
)
NO_TITLE = template("entry.no_title", "it has no title, which people read in the palette")
NO_HELP = template(
    "entry.no_help",
    "its docstring is its help and has {length} characters; write at least {least}, beginning with a capital letter",
)
LONG_FORMULA = template("entry.long_formula", "its formula must be one line")
NO_FIELD_HELP = template("entry.no_field_help", "its field {field} has no docstring to help with")
NO_BOUND = template(
    "entry.no_bound", "the number {field} has no {end} bound; give it one by Field(ge=…, le=…)"
)
SLIDER_OUTSIDE = template(
    "entry.slider_outside",
    "the slider of {field} must lie within what the field accepts: low from {low}, high up to {high}, low below high",
)
LOG_FROM_ZERO = template(
    "entry.log_from_zero", "the slider of {field} is logarithmic, so its low end must be above 0"
)
LIVE_NOT_PLAIN = template(
    "entry.live_not_plain",
    "{field} may change while a run trains, so it must be a number, yes or no, or one of a few words",
)
CHOICES_DIFFER = template(
    "entry.choices_differ",
    "the labels of {field} must name each value that it accepts: {values:and}",
)
SHADOWS = template(
    "entry.shadows",
    "its field {field} has the name of something that {base} has; give it another name",
)
NOT_JSON = template("entry.not_json", "its fields or facts cannot be written as JSON: {why:inside}")
BAD_DEFAULTS = template("entry.bad_defaults", "its own defaults do not fit its rules: {why:inside}")

Schema = dict[str, Any]


def faults(family: str, kind: type[Entry]) -> list[Sentence]:
    """All faults in the declaration of an entry. Empty if there are none. Never raises."""
    try:
        properties = kind.model_json_schema()["properties"]
        json.dumps({"schema": properties, **kind.facts()}, allow_nan=False)
        return [fault for ask in QUESTIONS for fault in ask(family, kind, properties)]
    except Exception as error:
        return [NOT_JSON(why=other(f"{type(error).__name__}: {error}"))]


def _names_itself(family: str, kind: type[Entry], properties: Schema) -> Iterator[Sentence]:
    if kind.family != family:
        yield WRONG_FAMILY(family=family, own=kind.family or "none")
    module, type_id = kind.__module__.split("."), kind.type_id()
    own = type_id.removeprefix(f"{module[0]}.")
    prefix = "" if module[0] == "torchground" else f"{module[0]}."
    wanted = prefix + (re.sub(r"\W", "_", own.lower()) or "name")
    if type_id != wanted or not re.fullmatch(r"[a-z][a-z0-9_]*", own):
        yield WRONG_TYPE(type=type_id, wanted=wanted)


def _explains_itself(family: str, kind: type[Entry], properties: Schema) -> Iterator[Sentence]:
    text = kind.help()
    if not getattr(kind, "title", ""):
        yield NO_TITLE()
    if len(text) <= LEAST_HELP or text[0].islower():
        yield NO_HELP(length=len(text), least=LEAST_HELP + 1)
    if "\n" in kind.formula:
        yield LONG_FORMULA()
    for name, schema in properties.items():
        if name != "type" and not schema.get("description", "").strip():
            yield NO_FIELD_HELP(field=name)


def _bounds_its_numbers(family: str, kind: type[Entry], properties: Schema) -> Iterator[Sentence]:
    for name, schema in properties.items():
        for number in numbers_in(schema):
            low = number.get("minimum", number.get("exclusiveMinimum"))
            high = number.get("maximum")
            if low is None or high is None:
                yield NO_BOUND(field=name, end="lower" if low is None else "upper")
            else:
                yield from _slider(name, schema.get("ui", {}), low, high)


def _slider(name: str, hints: Schema, low: float, high: float) -> Iterator[Sentence]:
    first, last = hints.get("low", low), hints.get("high", high)
    if not low <= first < last <= high:
        yield SLIDER_OUTSIDE(field=name, low=low, high=high)
    if hints.get("scale") == "log" and first <= 0:
        yield LOG_FROM_ZERO(field=name)


def _changes_plain_fields(family: str, kind: type[Entry], properties: Schema) -> Iterator[Sentence]:
    for name, schema in properties.items():
        plain = schema.get("type") in ("number", "integer", "boolean") or schema.get("enum")
        if schema.get("ui", {}).get("live") and not plain:
            yield LIVE_NOT_PLAIN(field=name)


def _names_its_choices(family: str, kind: type[Entry], properties: Schema) -> Iterator[Sentence]:
    for name, schema in properties.items():
        choices = schema.get("ui", {}).get("choices")
        values = schema.get("enum", schema.get("items", {}).get("enum", []))
        if choices is not None and set(choices) != set(values):
            yield CHOICES_DIFFER(field=name, values=values)


def _shadows_nothing(family: str, kind: type[Entry], properties: Schema) -> Iterator[Sentence]:
    """A field must not have the name of an attribute of a base class, because it would hide it."""
    for base in kind.__mro__[1:]:
        for name in kind.model_fields.keys() - getattr(base, "model_fields", {}).keys():
            if name in vars(base):
                yield SHADOWS(field=name, base=base.__name__)


def _has_sound_defaults(family: str, kind: type[Entry], properties: Schema) -> Iterator[Sentence]:
    if all(not field.is_required() for field in kind.model_fields.values()):
        try:
            kind.model_validate({"type": kind.type_id()})
        except Exception as error:
            yield BAD_DEFAULTS(why=other(error))


Question = Callable[[str, type[Entry], Schema], Iterator[Sentence]]

QUESTIONS: tuple[Question, ...] = (
    _names_itself,
    _explains_itself,
    _bounds_its_numbers,
    _changes_plain_fields,
    _names_its_choices,
    _shadows_nothing,
    _has_sound_defaults,
)


def numbers_in(schema: Schema) -> list[Schema]:
    """The schemas of all numbers in the schema of a field: its own, those of its branches and of its items."""
    below = [*schema.get("anyOf", []), *schema.get("prefixItems", [])]
    below += [schema["items"]] if isinstance(schema.get("items"), dict) else []
    own = [schema] if schema.get("type") in ("integer", "number") else []
    return own + [number for part in below for number in numbers_in(part)]
