"""The base of everything that can be picked.

An entry is a pydantic model. Its ``type`` is its name in saved files, its fields are what a person can set, and its
docstring and the docstrings of its fields are the help. Palette, form, checks, help and tests are all made from that.
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
    """The base of all entries. A subclass declares ``type: Literal["name"] = "name"`` and its fields."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=True,
        allow_inf_nan=False,
        use_attribute_docstrings=True,
        validate_default=True,
    )

    family: ClassVar[str] = ""
    """The family of the entry, one of ``FAMILIES``. The base class of each family sets it."""
    title: ClassVar[str]
    """The name in the palette."""
    group: ClassVar[str] = ""
    """The heading in the palette under which the entry is listed."""
    order: ClassVar[int] = 100
    """The position under that heading: smaller numbers come first, then the order is by title."""
    formula: ClassVar[str] = ""
    """The formula as one line of Unicode: ``y = Wx + b``."""
    source: ClassVar[str] = ""
    """The paper or book that the idea comes from, if there is one."""

    aliases: ClassVar[tuple[str, ...]] = ()
    """Other names of the entry, in torch, Keras, scikit-learn and textbooks. Upper and lower case, spaces and
    punctuation do not matter."""
    variants: ClassVar[Mapping[str, Mapping[str, JsonValue]]] = {}
    """Names that mean this entry with some fields set: ``{"BiLSTM": {"bidirectional": True}}``."""
    pieces: ClassVar[Mapping[str, Sentence]] = {}
    """Names of things that are drawn with several nodes, one of which is this entry, and how to draw them."""
    needless: ClassVar[tuple[str, ...]] = ()
    """Fields that other libraries need and this one does not, because they follow from the drawing."""

    type: str

    @classmethod
    def type_id(cls) -> str:
        """The name in saved files: the default of ``type``."""
        return str(cls.model_fields["type"].default)

    @classmethod
    def help(cls) -> str:
        """The docstring, as help for people."""
        return inspect.getdoc(cls) or ""

    @classmethod
    def also_called(cls) -> list[str]:
        """All other names of the entry, for search."""
        return [*cls.aliases, *cls.variants, *cls.pieces]

    @classmethod
    def in_own_words(cls, given: dict[str, Any]) -> dict[str, Any]:
        """Translate fields of another library into the fields of this entry. Fields that are not known stay
        unchanged."""
        return given

    @classmethod
    def live_fields(cls) -> list[str]:
        """The fields that may change while a run trains: ``ui(live=True)``."""
        return live_fields_of(cls)

    def with_files(self, files: FileStore | None) -> Entry:
        """Give the entry access to stored files. Most entries need none and return themselves."""
        return self

    @classmethod
    def facts(cls) -> dict[str, Any]:
        """What the page must know beside title, help and fields. Families add to it."""
        return {}


class UsesFiles(Entry):
    """The base of entries that read stored files. The file store is set when the entry is parsed; it is not a
    global."""

    _files: FileStore | None = PrivateAttr(None)

    def with_files(self, files: FileStore | None) -> Entry:
        """A copy that reads from this store."""
        bound = self.model_copy()
        bound._files = files
        return bound

    @property
    def files(self) -> FileStore:
        """The file store. Raises :class:`MissingFile` if the entry was parsed without one."""
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
    """Hints for the form of a field, used as ``Field(json_schema_extra=ui(...))``.

    ``low`` and ``high`` are the ends of the slider; ``ge`` and ``le`` of the field itself limit which values are
    accepted. ``live`` means that the field may change while a run trains, ``choices`` gives each allowed value a label,
    and ``also`` lists names of the field in other libraries.
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
"""The folders below ``torchground`` that hold the entries of each family."""


def entries_in(module: ModuleType) -> list[type[Entry]]:
    """The entries that a module declares itself. Base classes have no type and are left out."""
    return [
        thing
        for thing in vars(module).values()
        if isinstance(thing, type)
        and issubclass(thing, Entry)
        and thing.__module__ == module.__name__
        and isinstance(getattr(thing.model_fields.get("type"), "default", None), str)
    ]
