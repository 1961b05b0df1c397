"""The base of all that can be picked, and how the entries are found.

An entry is a pydantic model: its ``type`` is its name in saved files, its fields are what a person can set, its
docstring and the fields' docstrings are the help. Palette, form, checks, help and tests follow from that.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from functools import cache
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict


class Entry(BaseModel):
    """The base of all entries; a subclass says ``type: Literal["name"] = "name"`` and its fields."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=True,
        allow_inf_nan=False,
        use_attribute_docstrings=True,
        validate_default=True,
    )

    title: ClassVar[str]
    """What people read in the palette."""
    group: ClassVar[str] = ""
    """The heading it stands under in the palette."""
    order: ClassVar[int] = 100
    """Its place under that heading: smaller comes first, then by title."""
    formula: ClassVar[str] = ""
    """One line of mathematics in Unicode: ``y = Wx + b``."""
    source: ClassVar[str] = ""
    """Where the idea comes from: a paper or a book, where it has one."""

    type: str

    @classmethod
    def type_id(cls) -> str:
        """The name in saved files: the default of ``type``."""
        return str(cls.model_fields["type"].default)

    @classmethod
    def help(cls) -> str:
        """The docstring, for people."""
        return inspect.getdoc(cls) or ""

    @classmethod
    def live_fields(cls) -> list[str]:
        """The fields that may change while a run trains: ``ui(live=True)``."""
        hints = {
            name: field.json_schema_extra.get("ui")
            for name, field in cls.model_fields.items()
            if isinstance(field.json_schema_extra, dict)
        }
        return [name for name, ui in hints.items() if isinstance(ui, dict) and ui.get("live")]

    @classmethod
    def facts(cls) -> dict[str, Any]:
        """What the page must know beyond title, help and fields; families add to it."""
        return {}


def ui(
    *,
    low: float | None = None,
    high: float | None = None,
    scale: Literal["linear", "log"] | None = None,
    live: bool = False,
    choices: dict[str, str] | None = None,
    label: str | None = None,
) -> dict[str, Any]:
    """Hints for the form of a field, for ``Field(json_schema_extra=ui(...))``.

    ``low`` and ``high`` bound the slider (the field's own ge and le bound what is accepted), ``live`` says that it may
    change while a run trains, ``choices`` gives each allowed value a label.
    """
    hints = {"low": low, "high": high, "scale": scale, "choices": choices, "label": label}
    kept = {name: value for name, value in hints.items() if value is not None}
    return {"ui": kept | ({"live": True} if live else {})}


FAMILIES: dict[str, tuple[str, ...]] = {
    "layers": ("layers", "activations"),
    "losses": ("losses",),
    "optimizers": ("optimizers",),
    "schedulers": ("schedulers",),
    "initializers": ("initializers",),
    "augmentations": ("augmentations",),
    "datasets": ("datasets",),
    "tasks": ("tasks",),
    "probes": ("probes",),
}
"""Each family and the folders of this package its entries lie in."""


@cache
def entries(family: str) -> dict[str, type[Entry]]:
    """All entries of a family by type id, in palette order. Loads no torch."""
    found = {
        thing.type_id(): thing
        for folder in FAMILIES[family]
        for module in _modules(folder)
        for thing in vars(module).values()
        if _is_entry_of(thing, module.__name__)
    }
    return dict(sorted(found.items(), key=lambda item: (item[1].order, item[1].title)))


class UnknownType(ValueError):
    """No entry of that family has that type; the message names the nearest ones."""


def parse(family: str, value: object) -> Any:
    """The entry that a JSON object describes.

    Raises :class:`UnknownType` where its ``type`` is missing or unknown and pydantic's ``ValidationError`` where a
    field does not fit.
    """
    known = entries(family)
    type_id = value.get("type") if isinstance(value, dict) else None
    if not isinstance(type_id, str) or type_id not in known:
        raise UnknownType(_unknown(family, value, type_id, list(known)))
    return known[type_id].model_validate(value)


def _modules(folder: str) -> list[Any]:
    package = importlib.import_module(f"torchground.catalogue.{folder}")
    names = sorted(info.name for info in pkgutil.iter_modules(package.__path__))
    return [importlib.import_module(f"{package.__name__}.{name}") for name in names]


def _is_entry_of(thing: object, module: str) -> bool:
    return (
        isinstance(thing, type)
        and issubclass(thing, Entry)
        and thing.__module__ == module
        and "type" in thing.model_fields
        and isinstance(thing.model_fields["type"].default, str)
    )


def _unknown(family: str, value: object, type_id: object, known: list[str]) -> str:
    import difflib

    if not isinstance(value, dict):
        return f"expected an object with a type, got {type(value).__name__}"
    if type_id is None:
        return f"the type is missing; known {family}: {_listed(known)}"
    near = difflib.get_close_matches(str(type_id)[:80], known, n=3)
    if not near:
        return f"unknown type {str(type_id)[:80]!r}; known {family}: {_listed(known)}"
    return f"unknown type {str(type_id)[:80]!r}; did you mean {' or '.join(near)}?"


def _listed(known: list[str]) -> str:
    more = f" and {len(known) - 12} more" if len(known) > 12 else ""
    return ", ".join(known[:12]) + more
