"""Translate entries of other libraries: find the entry with the same meaning, and write it with our names and
fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import ValidationError

from torchground.catalogue.bases.entries import entries
from torchground.catalogue.bases.entry import Entry
from torchground.words import Sentence
from torchground.words.likeness import nearest, plain

Json = dict[str, Any]
ACTIVATION = "activation"
"""A field that many layers have in other libraries. Here it becomes a separate layer behind the layer."""


@dataclass(frozen=True)
class Meant:
    """An entry that a name means, and the fields that the name sets."""

    kind: type[Entry]
    fields: Mapping[str, Any]


@dataclass(frozen=True)
class Translation:
    """An entry with our names and fields, and the layers that must follow it to give the same meaning."""

    kind: type[Entry]
    value: Json
    behind: tuple[Json, ...] = ()


def meant(family: str, name: str) -> list[Meant]:
    """The entries of a family that have this name in other libraries. Usually one or none."""
    return list(_names(family).get(plain(name), ()))


def piecewise(family: str, name: str) -> Sentence | None:
    """How to draw something that has no separate entry. None if that is not known."""
    wanted = plain(name)
    for kind in entries(family).values():
        for known, how in kind.pieces.items():
            if plain(known) == wanted:
                return how
    return None


def alike(family: str, name: str) -> list[type[Entry]]:
    """At most three entries whose type, title or other names are closest to an unknown name."""
    near = nearest(name, _names(family), most=3)
    kinds = [found.kind for one in near for found in _names(family)[one]]
    return list(dict.fromkeys(kinds))[:3]


def translations(family: str, value: Mapping[str, Any]) -> list[Translation]:
    """What an object may mean here, each as an entry that is valid by itself. Empty if the object needs no
    translation."""
    name = value.get("type")
    if not isinstance(name, str):
        return []
    known = entries(family).get(name)
    readings = [Meant(known, {})] if known is not None else meant(family, name)
    found = [_translated(reading, value) for reading in readings]
    return [one for one in found if one is not None and (one.value != value or one.behind)]


@cache
def _names(family: str) -> Mapping[str, tuple[Meant, ...]]:
    """All entries by the plain form of every name. An entry's own type and title have priority over other names of
    other entries."""
    own: dict[str, tuple[Meant, ...]] = {}
    others: dict[str, tuple[Meant, ...]] = {}
    for kind in entries(family).values():
        for name in (kind.type_id(), kind.title):
            own[plain(name)] = (Meant(kind, {}),)
        named = [*((name, {}) for name in kind.aliases), *kind.variants.items()]
        for name, fields in named:
            others[plain(name)] = (*others.get(plain(name), ()), Meant(kind, fields))
    return {**others, **own}


def _translated(reading: Meant, value: Mapping[str, Any]) -> Translation | None:
    """The object as an entry of this kind. None if that entry would not be valid."""
    kind = reading.kind
    given = {name: item for name, item in value.items() if name != "type"}
    behind: tuple[Json, ...] = ()
    if kind.family == "layers" and ACTIVATION in given and ACTIVATION not in kind.model_fields:
        activation = _activation(given.pop(ACTIVATION))
        if activation is None:
            return None
        behind = activation
    given = {**reading.fields, **_renamed(kind, given)}
    given = kind.in_own_words(given)
    fitted = {name: _fitted(kind, name, item) for name, item in given.items()}
    own = {"type": kind.type_id(), **fitted}
    try:
        kind.model_validate(own)
    except ValidationError:
        return None
    return Translation(kind, own, behind)


def _activation(name: object) -> tuple[Json, ...] | None:
    """The layer that an activation name means: empty for a linear one, None if the name is not known."""
    if name is None or name in ("linear", "none", "identity"):
        return ()
    found = meant("layers", name) if isinstance(name, str) else []
    return ({"type": found[0].kind.type_id(), **found[0].fields},) if len(found) == 1 else None


def _renamed(kind: type[Entry], given: Mapping[str, Any]) -> Json:
    """Rename fields to our names. Fields that follow from the drawing are left out."""
    names = _field_names(kind)
    kept = {name: item for name, item in given.items() if plain(name) not in _needless(kind)}
    return {names.get(plain(name), name): item for name, item in kept.items()}


def _needless(kind: type[Entry]) -> set[str]:
    return {plain(name) for name in kind.needless}


@cache
def _properties(kind: type[Entry]) -> Mapping[str, Any]:
    """The JSON Schema of each field; pydantic makes it anew at every call."""
    properties: Mapping[str, Any] = kind.model_json_schema()["properties"]
    return properties


@cache
def _field_names(kind: type[Entry]) -> Mapping[str, str]:
    names: dict[str, str] = {}
    for name, schema in _properties(kind).items():
        for also in schema.get("ui", {}).get("also", ()):
            names[plain(also)] = name
    return names | {plain(name): name for name in kind.model_fields}


def _fitted(kind: type[Entry], name: str, item: Any) -> Any:
    """Convert a value to what the field takes: one number for a list of equal numbers, a word in the spelling used
    here."""
    schema = _properties(kind).get(name, {})
    branches = [schema, *schema.get("anyOf", [])]
    types = {branch.get("type") for branch in branches}
    words = [word for branch in branches for word in branch.get("enum", [])]
    if isinstance(item, list) and item and types & {"integer", "number"}:
        item = item[0] if all(one == item[0] for one in item) else item
    if isinstance(item, str) and words and item not in words:
        return next((word for word in words if plain(str(word)) == plain(item)), item)
    if isinstance(item, float) and "integer" in types and item.is_integer():
        return int(item)
    if "boolean" in types and not isinstance(item, bool) and item in (0, 1, "true", "false"):
        return item in (1, "true")
    return item
