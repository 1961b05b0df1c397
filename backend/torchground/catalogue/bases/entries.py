"""How the entries of the catalogue are found, and how one is read from JSON."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import ModuleType
from typing import Any

from torchground.catalogue.bases import packages
from torchground.catalogue.bases.entry import FAMILIES, Entry, entries_in
from torchground.files.store import FileStore


@cache
def entries(family: str) -> dict[str, type[Entry]]:
    """All entries of a family by type id, in palette order: ours and those of other packages. Loads no torch."""
    ours = {
        kind.type_id(): kind
        for folder in FAMILIES[family]
        for module in _modules(folder)
        for kind in entries_in(module)
    }
    found = {**packages.found(family).entries, **ours}
    return dict(sorted(found.items(), key=lambda item: (item[1].order, item[1].title)))


class UnknownType(ValueError):
    """No entry of that family has that type; the message names the nearest ones."""


def parse(family: str, value: object, files: FileStore | None = None) -> Any:
    """The entry that a JSON object describes, reading stored files from ``files``.

    Raises :class:`UnknownType` where its ``type`` is missing or unknown and pydantic's ``ValidationError`` where a
    field does not fit.
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


def _unknown(family: str, value: object, type_id: object, known: list[str]) -> str:
    import difflib

    if not isinstance(value, dict):
        return f"expected an object with a type, got {type(value).__name__}"
    absent = packages.missing(family, str(type_id)[:80])
    if absent is not None:
        return str(absent)
    if type_id is None:
        return f"the type is missing; known {family}: {_listed(known)}"
    near = difflib.get_close_matches(str(type_id)[:80], known, n=3)
    if not near:
        return f"unknown type {str(type_id)[:80]!r}; known {family}: {_listed(known)}"
    return f"unknown type {str(type_id)[:80]!r}; did you mean {' or '.join(near)}?"


def _listed(known: list[str]) -> str:
    more = f" and {len(known) - 12} more" if len(known) > 12 else ""
    return ", ".join(known[:12]) + more
