"""The base of all that can be picked.

An entry is a pydantic model: its ``type`` is its name in saved files, its fields are what a person can set, its
docstring and the fields' docstrings are the help. Palette, form, checks, help and tests follow from that.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from types import ModuleType
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, JsonValue, PrivateAttr

from torchground.files.sentences import NO_FOLDER
from torchground.files.store import FileStore, MissingFile
from torchground.words import Sentence


def live_fields_of(model: type[BaseModel]) -> list[str]:
    """The fields of a model that may change while a run trains: those declared with ``ui(live=True)``."""
    hints = {
        name: field.json_schema_extra.get("ui")
        for name, field in model.model_fields.items()
        if isinstance(field.json_schema_extra, dict)
    }
    return [name for name, hint in hints.items() if isinstance(hint, dict) and hint.get("live")]


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

    family: ClassVar[str] = ""
    """The family it belongs to, one of ``FAMILIES``; the base class of each family says it."""
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

    aliases: ClassVar[tuple[str, ...]] = ()
    """Its other names in the field: of torch, Keras, scikit-learn and textbooks. Capitals, blanks and signs do not
    count."""
    variants: ClassVar[Mapping[str, Mapping[str, JsonValue]]] = {}
    """Names that mean it with some of its fields set: ``{"BiLSTM": {"bidirectional": True}}``."""
    pieces: ClassVar[Mapping[str, Sentence]] = {}
    """Names of what is drawn from several nodes, this one among them, and how."""
    needless: ClassVar[tuple[str, ...]] = ()
    """Fields that others ask for and that follow from the drawing here."""

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
    def also_called(cls) -> list[str]:
        """All its other names, for a search."""
        return [*cls.aliases, *cls.variants, *cls.pieces]

    @classmethod
    def in_own_words(cls, given: dict[str, Any]) -> dict[str, Any]:
        """Fields in the words of another library, in its own; what it does not know stays as it is."""
        return given

    @classmethod
    def live_fields(cls) -> list[str]:
        """The fields that may change while a run trains: ``ui(live=True)``."""
        return live_fields_of(cls)

    def with_files(self, files: FileStore | None) -> Entry:
        """The entry, able to read stored files. Most entries need none and are given back as they are."""
        return self

    @classmethod
    def facts(cls) -> dict[str, Any]:
        """What the page must know beyond title, help and fields; families add to it."""
        return {}


class UsesFiles(Entry):
    """The base of entries that read stored files. They get the store when they are parsed, not from a global place."""

    _files: FileStore | None = PrivateAttr(None)

    def with_files(self, files: FileStore | None) -> Entry:
        """A copy that reads from this store."""
        bound = self.model_copy()
        bound._files = files
        return bound

    @property
    def files(self) -> FileStore:
        """The store. Raises :class:`MissingFile` where the entry was parsed without one."""
        if self._files is None:
            raise MissingFile(NO_FOLDER())
        return self._files


def ui(
    *,
    low: float | None = None,
    high: float | None = None,
    scale: Literal["linear", "log"] | None = None,
    live: bool = False,
    choices: dict[str, str] | None = None,
    label: str | None = None,
    also: tuple[str, ...] = (),
) -> dict[str, Any]:
    """Hints for the form of a field, for ``Field(json_schema_extra=ui(...))``.

    ``low`` and ``high`` bound the slider (the field's own ge and le bound what is accepted), ``live`` says that it may
    change while a run trains, ``choices`` gives each allowed value a label, ``also`` are names of the field elsewhere.
    """
    hints = {
        "low": low,
        "high": high,
        "scale": scale,
        "choices": choices,
        "label": label,
        "also": list(also) or None,
    }
    kept = {name: value for name, value in hints.items() if value is not None}
    return {"ui": kept | ({"live": True} if live else {})}


FAMILIES: dict[str, tuple[str, ...]] = {
    "layers": ("catalogue.layers", "catalogue.activations"),
    "losses": ("catalogue.losses",),
    "optimizers": ("catalogue.optimizers",),
    "schedulers": ("catalogue.schedulers",),
    "initializers": ("catalogue.initializers",),
    "augmentations": ("catalogue.augmentations",),
    "datasets": ("catalogue.datasets",),
    "tasks": ("catalogue.tasks",),
    "probes": ("probing.probes",),
}
"""Each family and the folders below ``torchground`` that its entries lie in."""


def entries_in(module: ModuleType) -> list[type[Entry]]:
    """The entries that are declared in a module itself; bases, which have no type, are none."""
    return [
        thing
        for thing in vars(module).values()
        if isinstance(thing, type)
        and issubclass(thing, Entry)
        and thing.__module__ == module.__name__
        and isinstance(getattr(thing.model_fields.get("type"), "default", None), str)
    ]
