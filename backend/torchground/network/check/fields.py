"""Reads parts of the project file. A value that does not fit becomes a problem with a sentence and fixes, never an
exception."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache
from typing import Any, TypeAlias

from pydantic import BaseModel, JsonValue, ValidationError

from torchground.catalogue.bases.entries import UnknownType, entries, parse
from torchground.catalogue.bases.entry import Entry
from torchground.catalogue.bases.translating import (
    Translation,
    alike,
    meant,
    piecewise,
    translations,
)
from torchground.files.store import FileStore
from torchground.network.check.accepted import accepted
from torchground.network.check.findings import Findings, Place, shown_value
from torchground.network.check.problems import Fix, SetField
from torchground.words import Sentence, SentenceError, other, template
from torchground.words.likeness import nearest, plain

NEEDS = template("fields.needs", "{what} needs {field}: {accepted}")
MUST_BE = template("fields.must_be", "{field} of {what} is {came}; it must be {accepted}")
NEAR_FIELD = template(
    "fields.near_field", "{what} has no field {name:quoted}; did you mean {near}?"
)
NO_FIELD = template("fields.no_field", "{what} has no field {name:quoted}; it has {known}")
THE_VALUE = template("fields.the_value", "the value")
THE_FIELD = template("fields.the_field", "the {field}")
ITEM_OF = template("fields.item_of", "item {number} of {of}")
MOST_ERRORS = 20
"""The most problems of one object that are listed."""


def read_entry(
    family: str,
    value: object,
    place: Place,
    found: Findings,
    *,
    node: str | None = None,
    files: FileStore | None = None,
    written: Written | None = None,
) -> Any:
    """The entry that ``value`` describes. None where it has problems.

    ``written`` makes the fix for an entry of another library that becomes several layers here.
    """
    try:
        return parse(family, value, files)
    except UnknownType as problem:
        _unknown_type(family, value, problem.sentence, place, found, node, written)
    except ValidationError as problem:
        assert isinstance(value, dict)
        kind = entries(family)[value["type"]]
        fixes = [_in_own_words(one, place, written) for one in translations(family, value)]
        _field_problems(kind, kind.title, value, problem, place, found, node, (), fixes)
    return None


Written: TypeAlias = Callable[[Translation], SetField]
"""Makes the fix that replaces an entry of another library by Torchground's own entries."""


def _in_own_words(translation: Translation, place: Place, written: Written | None) -> Fix:
    """The fix that writes the whole entry in Torchground's own words, with the layers that must follow it."""
    if translation.behind and written is not None:
        return written(translation)
    return _set(f"Write it as {translation.kind.title} of Torchground", place, translation.value)


def read_fields(
    model: type[BaseModel],
    what: str | Sentence,
    value: Mapping[str, Any],
    place: Place,
    found: Findings,
    *,
    skip: Collection[str] = (),
    node: str | None = None,
) -> dict[str, Any]:
    """The model's fields except ``skip``. Fields that do not fit are reported and are not in the result."""
    read = {name: item for name, item in value.items() if name not in skip}
    try:
        model.model_validate(read)
        bad: set[Any] = set()
    except ValidationError as problem:
        _field_problems(model, what, value, problem, place, found, node, skip)
        bad = {error["loc"][0] for error in problem.errors(include_url=False) if error["loc"]}
    return {
        name: read.get(name, field.get_default())
        for name, field in model.model_fields.items()
        if name not in skip and name not in bad
    }


def _unknown_type(
    family: str,
    value: object,
    sentence: Sentence,
    place: Place,
    found: Findings,
    node: str | None,
    written: Written | None,
) -> None:
    fixes: list[Fix] = []
    given = value.get("type") if isinstance(value, dict) else None
    if isinstance(value, dict) and isinstance(given, str):
        fixes = [_in_own_words(one, place, written) for one in translations(family, value)]
        kinds = [] if fixes else _probably(family, given)
        fixes += [
            _set(f"Change it to {kind.title}", (*place, "type"), kind.type_id()) for kind in kinds
        ]
    if isinstance(value, dict):
        place = (*place, "type")
    found.error(place, sentence, node=node, fixes=fixes)


def _probably(family: str, name: str) -> list[type[Entry]]:
    """The entries that a name means or resembles. Empty where the name stands for a drawing of several nodes."""
    if piecewise(family, name) is not None:
        return []
    return [one.kind for one in meant(family, name)] or alike(family, name)


def _field_problems(
    model: type[BaseModel],
    what: str | Sentence,
    value: Mapping[str, Any],
    problem: ValidationError,
    place: Place,
    found: Findings,
    node: str | None,
    skip: Collection[str],
    fixes_first: Sequence[Fix] = (),
) -> None:
    errors = [
        error
        for error in problem.errors(include_url=False)
        if not error["loc"] or error["loc"][0] not in skip
    ]
    told: set[Place] = set()
    for error in errors[:MOST_ERRORS]:
        path = _path(error["loc"], value)
        if path in told:
            continue
        told.add(path)
        sentence, fixes = _explained(model, what, value, dict(error), path, place)
        found.error((*place, *path), sentence, node=node, fixes=[*fixes_first, *fixes])


def _path(loc: tuple[str | int, ...], value: Any) -> Place:
    """pydantic's path without the names of union branches, because these are not in the file."""
    path: list[str | int] = []
    for step in loc:
        inside = (isinstance(value, dict) and isinstance(step, str)) or (
            isinstance(value, (list, tuple)) and isinstance(step, int)
        )
        if not inside:
            break
        path.append(step)
        value = value.get(step) if isinstance(value, dict) else _item(value, step)
    return tuple(path)


def _item(value: Any, index: Any) -> Any:
    return value[index] if index < len(value) else None


def _explained(
    model: type[BaseModel],
    what: str | Sentence,
    value: Mapping[str, Any],
    error: dict[str, Any],
    path: Place,
    place: Place,
) -> tuple[Sentence, list[Fix]]:
    """The sentence (which value came, and which value would fit), and the fixes."""
    if error["type"] == "value_error":
        return _sentence_of(error["ctx"]["error"]), _default_fix(model, path, place)
    name = str(path[0]) if path else ""
    if error["type"] == "extra_forbidden" and len(path) == 1:
        return _unknown_field(model, what, value, name, place)
    if error["type"] == "missing":
        needs = NEEDS(what=what, field=name, accepted=accepted(_schema_at(model, path)))
        return needs, _default_fix(model, path, place)
    sentence = MUST_BE(
        field=_named(path),
        what=what,
        came=shown_value(error["input"]),
        accepted=accepted(_schema_at(model, path)),
    )
    return sentence, _range_fix(model, error, path, place) or _default_fix(model, path, place)


def _unknown_field(
    model: type[BaseModel], what: str | Sentence, value: Mapping[str, Any], name: str, place: Place
) -> tuple[Sentence, list[Fix]]:
    fields = model.model_fields.items()
    known = [field.alias or name for name, field in fields if name != "type"]
    near = _called_here(model, name) or next(iter(nearest(name, known)), None)
    fixes: list[Fix] = [_set("Remove it", (*place, name), None)]
    if near is not None and near not in value:
        renamed = {near if field == name else field: item for field, item in value.items()}
        fixes.insert(0, _set(f"Rename it to {near}", place, renamed))
    if near is not None:
        return NEAR_FIELD(what=what, name=name, near=near), fixes
    return NO_FIELD(what=what, name=name, known=", ".join(known) or "none"), fixes


def _called_here(model: type[BaseModel], name: str) -> str | None:
    """The field that has this name in other libraries. None where there is none."""
    for field, schema in _schema(model)["properties"].items():
        hints = schema.get("ui", {}) if isinstance(schema, dict) else {}
        if plain(name) in map(plain, hints.get("also", ())):
            return str(field)
    return None


def _range_fix(
    model: type[BaseModel], error: dict[str, Any], path: Place, place: Place
) -> list[Fix]:
    """A fix with the nearest accepted value, where the given number is out of range, or with the number that a text
    spells."""
    schema = _schema_at(model, path)
    bounds = {"greater_than_equal": "minimum", "less_than_equal": "maximum"}
    bound = schema.get(bounds.get(error["type"], ""))
    if bound is None and isinstance(error["input"], str) and error["input"].isascii():
        bound = _spelled(error["input"], schema)
    if bound is None:
        return []
    return [_set(f"Set {_short(path)} to {bound}", (*place, *path), bound)]


def _spelled(text: str, schema: Mapping[str, Any]) -> int | None:
    text = text.strip()
    if schema.get("type") not in ("integer", "number") or not (text.isdigit() and len(text) < 10):
        return None
    number = int(text)
    fits = schema.get("minimum", number) <= number <= schema.get("maximum", number)
    return number if fits and number > schema.get("exclusiveMinimum", number - 1) else None


def _default_fix(model: type[BaseModel], path: Place, place: Place) -> list[Fix]:
    """A fix that restores the default of the field, where it has one."""
    field = model.model_fields.get(str(path[0])) if path else None
    if field is None or field.is_required() or not isinstance(path[0], str):
        return []
    return [_set(f"Use the default {path[0]}", (*place, path[0]), None)]


def _set(title: str, place: Place, value: JsonValue) -> SetField:
    return SetField(title=title[:120], place=list(place), value=value)


def _named(path: Place) -> Sentence:
    """The path in words: ``the lr``, ``item 2 of the betas``."""
    if not path:
        return THE_VALUE()
    named = THE_FIELD(field=str(path[0]))
    for step in path[1:]:
        named = ITEM_OF(number=step + 1, of=named) if isinstance(step, int) else named
    return named


def _short(path: Place) -> str:
    """The same path for the text of a button: ``lr``, ``item 2 of betas``."""
    items = (f"item {step + 1} of " for step in path[1:] if isinstance(step, int))
    return "".join(items) + (str(path[0]) if path else "value")


def _sentence_of(error: object) -> Sentence:
    """The sentence of an error that a validator raised. Its plain text where the error is not one of ours."""
    return error.sentence if isinstance(error, SentenceError) else other(error)


@cache
def _schema(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema()


def _schema_at(model: type[BaseModel], path: Place) -> dict[str, Any]:
    """The JSON Schema of the field at ``path``, without the null branch. Empty where there is no schema."""
    whole = _schema(model)
    schema = whole
    for step in path:
        schema = _resolved(whole, schema)
        if isinstance(step, str):
            fitting = schema.get("properties", {}).get(step) or schema.get("additionalProperties")
            schema = fitting if isinstance(fitting, dict) else {}
        else:
            pair = schema.get("prefixItems", [])
            schema = pair[step] if step < len(pair) else schema.get("items", {})
        if not isinstance(schema, dict):
            return {}
    return _resolved(whole, schema)


def _resolved(whole: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    branches = [branch for branch in schema.get("anyOf", []) if branch.get("type") != "null"]
    if len(branches) == 1:
        schema = {**branches[0], "nullable": True}
    if "$ref" in schema:
        found = whole.get("$defs", {}).get(str(schema["$ref"]).rsplit("/", 1)[-1], {})
        schema = found if isinstance(found, dict) else {}
    return schema
