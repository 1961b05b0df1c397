"""Find the entries of the catalogue, and read one entry from JSON."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import ModuleType
from typing import Any

from torchground.catalogue.bases import packages
from torchground.catalogue.bases.entry import FAMILIES, Entry, entries_in
from torchground.files.store import FileStore
from torchground.words import Sentence, SentenceError, template

NO_OBJECT = template("entry.no_object", "expected an object with a type, got {came}")
NO_TYPE = template("entry.no_type", "the type is missing; known {family}: {known}")
CALLED = template("entry.called", "unknown type {name:quoted}; here it is called {names:or}")
PIECEWISE = template("entry.piecewise", "unknown type {name:quoted}; {how:inside}")
NEAR = template("entry.near", "unknown type {name:quoted}; did you mean {names:or}?")
UNKNOWN = template("entry.unknown", "unknown type {name:quoted}; known {family}: {known}")


@cache
def entries(family: str) -> dict[str, type[Entry]]:
    """All entries of a family by type id, in palette order: our own and those of other packages. Does not load
    torch."""
    ours = {
        kind.type_id(): kind
        for folder in FAMILIES[family]
        for module in _modules(folder)
        for kind in entries_in(module)
    }
    found = {**packages.found(family).entries, **ours}
    return dict(sorted(found.items(), key=lambda item: (item[1].order, item[1].title)))


class UnknownType(SentenceError):
    """No entry of the family has this type. The sentence names what was probably meant."""


def parse(family: str, value: object, files: FileStore | None = None) -> Any:
    """Read an entry from a JSON object. The entry reads stored files from ``files``.

    Raises :class:`UnknownType` if ``type`` is missing or unknown, and pydantic's ``ValidationError`` if a field does
    not fit.
    """
    known = entries(family)
    type_id = value.get("type") if isinstance(value, dict) else None
    if not isinstance(type_id, str) or type_id not in known:
        raise UnknownType(_unknown(family, value, type_id, list(known)))
    return known[type_id].model_validate(value).with_files(files)


def _modules(folder: str) -> list[ModuleType]:
    package = importlib.import_module(f"torchground.{folder}")
    names = sorted(m.name for m in pkgutil.iter_modules(package.__path__) if not m.ispkg)
    return [importlib.import_module(f"{package.__name__}.{name}") for name in names]


def _unknown(family: str, value: object, type_id: object, known: list[str]) -> Sentence:
    from torchground.catalogue.bases.translating import alike, meant, piecewise

    if not isinstance(value, dict):
        return NO_OBJECT(came=type(value).__name__)
    if type_id is None:
        return NO_TYPE(family=family, known=_listed(known))
    name = str(type_id)[:80]
    absent = packages.missing(family, name)
    if absent is not None:
        return absent
    named = [found.kind.type_id() for found in meant(family, name)]
    if named:
        return CALLED(name=name, names=list(dict.fromkeys(named)))
    how = piecewise(family, name)
    if how is not None:
        return PIECEWISE(name=name, how=how)
    near = [kind.type_id() for kind in alike(family, name)]
    if near:
        return NEAR(name=name, names=near)
    return UNKNOWN(name=name, family=family, known=_listed(known))


def _listed(known: list[str]) -> str:
    more = f" and {len(known) - 12} more" if len(known) > 12 else ""
    return ", ".join(known[:12]) + more
