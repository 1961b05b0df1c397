"""Reads parts of the project file; what does not fit becomes problems with sentences and fixes, never an exception."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel, JsonValue, ValidationError

from torchground.catalogue.bases.entries import UnknownType, entries, parse
from torchground.files.store import FileStore
from torchground.network.check.findings import Findings, Place, quoted, shown_value
from torchground.network.check.problems import Fix, SetField

MOST_ERRORS = 20
"""So many problems of one object are listed."""


def read_entry(
    family: str,
    value: object,
    place: Place,
    found: Findings,
    *,
    node: str | None = None,
    files: FileStore | None = None,
) -> Any:
    """The entry that ``value`` describes; None where it has problems."""
    try:
        return parse(family, value, files)
    except UnknownType as problem:
        _unknown_type(family, value, str(problem), place, found, node)
    except ValidationError as problem:
        assert isinstance(value, dict)
        kind = entries(family)[value["type"]]
        _field_problems(kind, kind.title, value, problem, place, found, node, ())
    return None


def read_fields(
    model: type[BaseModel],
    what: str,
    value: Mapping[str, Any],
    place: Place,
    found: Findings,
    *,
    skip: Collection[str] = (),
    node: str | None = None,
) -> dict[str, Any]:
    """The model's fields except ``skip``; those that do not fit are reported and left out of the answer."""
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


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that was probably meant."""
    near = difflib.get_close_matches(name[:80], list(known), n=1)
    return near[0] if near else None


def _unknown_type(
    family: str,
    value: object,
    sentence: str,
    place: Place,
    found: Findings,
    node: str | None,
) -> None:
    fixes: list[Fix] = []
    if isinstance(value, dict):
        given = value.get("type")
        near = nearest(given, entries(family)) if isinstance(given, str) else None
        if near is not None:
            fixes = [_set(f"Change it to {entries(family)[near].title}", (*place, "type"), near)]
        place = (*place, "type")
    found.error(place, sentence.rstrip("?"), node=node, fixes=fixes)


def _field_problems(
    model: type[BaseModel],
    what: str,
    value: Mapping[str, Any],
    problem: ValidationError,
    place: Place,
    found: Findings,
    node: str | None,
    skip: Collection[str],
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
        found.error((*place, *path), sentence, node=node, fixes=fixes)


def _path(loc: tuple[str | int, ...], value: Any) -> Place:
    """pydantic's place without the names of union branches, which are no part of the file."""
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
    what: str,
    value: Mapping[str, Any],
    error: dict[str, Any],
    path: Place,
    place: Place,
) -> tuple[str, list[Fix]]:
    """What came, what would fit, and the buttons that make it fit."""
    if error["type"] == "value_error":
        return str(error["ctx"]["error"]), _default_fix(model, path, place)
    name = str(path[0]) if path else ""
    if error["type"] == "extra_forbidden" and len(path) == 1:
        return _unknown_field(model, what, value, name, place)
    if error["type"] == "missing":
        return f"{what} needs {name}: {_described(model, path)}", _default_fix(model, path, place)
    came = shown_value(error["input"])
    sentence = f"{_named(path)} of {what} is {came}; it must be {_described(model, path)}"
    return sentence, _range_fix(model, error, path, place) or _default_fix(model, path, place)


def _unknown_field(
    model: type[BaseModel], what: str, value: Mapping[str, Any], name: str, place: Place
) -> tuple[str, list[Fix]]:
    fields = model.model_fields.items()
    known = [field.alias or name for name, field in fields if name != "type"]
    near = nearest(name, known)
    fixes: list[Fix] = [_set("Remove it", (*place, name), None)]
    if near is not None and near not in value:
        renamed = {near if field == name else field: item for field, item in value.items()}
        fixes.insert(0, _set(f"Rename it to {near}", place, renamed))
    has = f"did you mean {near}" if near else f"it has {', '.join(known) or 'none'}"
    return f"{what} has no field {quoted(name)}; {has}", fixes


def _range_fix(
    model: type[BaseModel], error: dict[str, Any], path: Place, place: Place
) -> list[Fix]:
    """The nearest value that is accepted, where the given one lies outside; the number that a text spells."""
    schema = _schema_at(model, path)
    bounds = {"greater_than_equal": "minimum", "less_than_equal": "maximum"}
    bound = schema.get(bounds.get(error["type"], ""))
    if bound is None and isinstance(error["input"], str) and error["input"].isascii():
        bound = _spelled(error["input"], schema)
    if bound is None:
        return []
    return [_set(f"Set {_named(path).replace('the ', '')} to {bound}", (*place, *path), bound)]


def _spelled(text: str, schema: Mapping[str, Any]) -> int | None:
    text = text.strip()
    if schema.get("type") not in ("integer", "number") or not (text.isdigit() and len(text) < 10):
        return None
    number = int(text)
    fits = schema.get("minimum", number) <= number <= schema.get("maximum", number)
    return number if fits and number > schema.get("exclusiveMinimum", number - 1) else None


def _default_fix(model: type[BaseModel], path: Place, place: Place) -> list[Fix]:
    """Back to the default of the field, where it has one."""
    field = model.model_fields.get(str(path[0])) if path else None
    if field is None or field.is_required() or not isinstance(path[0], str):
        return []
    return [_set(f"Use the default {path[0]}", (*place, path[0]), None)]


def _set(title: str, place: Place, value: JsonValue) -> SetField:
    return SetField(title=title[:120], place=list(place), value=value)


def _named(path: Place) -> str:
    """``the lr``, ``item 2 of the betas``."""
    if not path:
        return "the value"
    return (
        "".join(f"item {step + 1} of " for step in path[1:] if isinstance(step, int))
        + f"the {path[0]}"
    )


def _described(model: type[BaseModel], path: Place) -> str:
    return _words(_schema_at(model, path))


@cache
def _schema(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema()


def _schema_at(model: type[BaseModel], path: Place) -> dict[str, Any]:
    """The JSON Schema of the field at ``path``, null set aside; empty where there is none."""
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


def _words(schema: Mapping[str, Any]) -> str:
    """What a schema accepts, for people: ``a whole number from 1 to 4,096``."""
    words = _kind_words(schema)
    return f"{words}, or empty" if schema.get("nullable") else words


def _kind_words(schema: Mapping[str, Any]) -> str:
    if "const" in schema or "enum" in schema:
        choices = schema.get("enum", [schema.get("const")])
        return " or ".join(f"“{choice}”" for choice in choices)
    kind = schema.get("type")
    if kind in ("integer", "number"):
        noun = "a whole number" if kind == "integer" else "a number"
        return noun + _range_words(schema)
    if kind == "string":
        longest, pattern = schema.get("maxLength"), str(schema.get("pattern", ""))
        if "[0-9a-f]{64}" in pattern:
            beside = (
                ", or ./ and the path of a file beside the project file"
                if "./" in pattern.replace("\\", "")
                else ""
            )
            return f"the hash of a file: 64 of the characters 0 to 9 and a to f{beside}"
        if pattern:
            return "a short name of letters, digits, - and _ (at most 40)"
        return f"text of at most {longest} characters" if longest else "text"
    if kind == "array" and "prefixItems" in schema:
        return f"a list of {len(schema['prefixItems'])}: each {_words(schema['prefixItems'][0])}"
    if kind == "array":
        return f"a list: each {_words(schema.get('items', {}))}"
    return {"boolean": "true or false", "object": "an object"}.get(str(kind), "another value")


def _range_words(schema: Mapping[str, Any]) -> str:
    low, above, high = (schema.get(name) for name in ("minimum", "exclusiveMinimum", "maximum"))
    if low is not None and high is not None:
        return f" from {shown_value(low)} to {shown_value(high)}"
    least = "" if low is None else f" of at least {shown_value(low)}"
    least = least if above is None else f" above {shown_value(above)}"
    most = "" if high is None else f"{' and' if least else ' of'} at most {shown_value(high)}"
    return least + most
