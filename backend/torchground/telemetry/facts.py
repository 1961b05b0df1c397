"""The base class of all facts, and the declaration of a kind of reading. Facts are the words and numbers of a reading.

A kind of reading is one class in ``telemetry/kinds/``. Its fields are the facts, and ``tensors`` declares the tensors.
The table of all kinds, the check of every reading and the browser's types are made from it.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict

Of: TypeAlias = Literal["train", "test", "asked"]
"""Which samples a reading is about: a half of the data, or a sample that a person made."""


class Part(BaseModel):
    """The base class of facts and of their parts. Unknown fields are refused, and values cannot change."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


@dataclass(frozen=True)
class TensorField:
    """One tensor that a kind of reading carries."""

    axes: tuple[str | int, ...]
    """A name for each axis, or its fixed length. Axes of a reading with the same name have the same length."""
    about: str
    """The meaning of its numbers."""
    required: bool = True
    """Whether every reading of the kind has it."""


@dataclass(frozen=True)
class Along:
    """Marks a fact that is a list: it is empty or has one item for each place along this axis."""

    axis: str


class ReadingError(ValueError):
    """A reading does not fit its kind. The message says what came and what the kind declares."""


class Facts(Part):
    """The base class of the facts of every kind. It has the facts that every kind may have."""

    kind: ClassVar[str]
    """The name of the kind in views and messages."""
    tensors: ClassVar[Mapping[str, TensorField]]
    """The tensors of a reading of this kind, by name."""

    title: str | None = None
    """The title of the picture, where one probe gives several pictures."""
    remark: str | None = None
    """A sentence about the whole picture."""
    sample: int | None = None
    """The sample that the reading is about, counted from 0 in its half of the data."""
    of: Of | None = None
    """The half of the data that the reading is about, or a sample that a person made."""
    shown: int | None = None
    """How many numbers, slices or samples are in the reading."""
    total: int | None = None
    """How many numbers, slices or samples there are in all."""

    def written(self) -> dict[str, Any]:
        """The facts as plain values, as they are sent. Facts that have their default are left out."""
        return self.model_dump(exclude_defaults=True)

    def check(self, shapes: Mapping[str, tuple[int, ...]]) -> None:
        """Checks that tensors of these shapes fit the kind and that the facts fit the tensors. Raises
        :class:`ReadingError`."""
        missing = [n for n, field in self.tensors.items() if field.required and n not in shapes]
        unknown = [name for name in shapes if name not in self.tensors]
        if missing or unknown:
            known = ", ".join(self.tensors) or "none"
            raise ReadingError(
                f"a reading of the kind {self.kind} has the tensors {known}; "
                f"missing: {', '.join(missing) or 'none'}, unknown: {', '.join(unknown) or 'none'}"
            )
        lengths: dict[str, int] = {}
        for name, shape in shapes.items():
            self._check_shape(name, shape, lengths)
        self._check_lists(lengths)

    def _check_shape(self, name: str, shape: tuple[int, ...], lengths: dict[str, int]) -> None:
        """Checks one tensor. Records the lengths of its named axes in ``lengths``."""
        axes = self.tensors[name].axes
        fits = len(shape) == len(axes) and all(
            length == (axis if isinstance(axis, int) else lengths.setdefault(axis, length))
            for axis, length in zip(axes, shape, strict=True)
        )
        if not fits:
            raise ReadingError(
                f"the tensor {name} of the kind {self.kind} has the axes {axes_text(axes)}; {list(shape)} came"
                + (f", where {_lengths_text(axes, lengths)}" if lengths else "")
            )

    def _check_lists(self, lengths: Mapping[str, int]) -> None:
        for name, field in type(self).model_fields.items():
            value = getattr(self, name)
            for mark in field.metadata:
                if not isinstance(mark, Along) or not value or mark.axis not in lengths:
                    continue
                if len(value) != lengths[mark.axis]:
                    raise ReadingError(
                        f"the fact {name} of the kind {self.kind} has one item for each of the "
                        f"{lengths[mark.axis]} {mark.axis}; {len(value)} came"
                    )


Kind: TypeAlias = type[Facts]
"""A kind of reading: the class of its facts."""


def axes_text(axes: tuple[str | int, ...]) -> str:
    """The axes as text: ``[rows, columns]``."""
    return f"[{', '.join(map(str, axes))}]"


def _lengths_text(axes: tuple[str | int, ...], lengths: Mapping[str, int]) -> str:
    return ", ".join(f"{axis} = {lengths[axis]}" for axis in axes if axis in lengths)  # type: ignore[index]


@cache
def kinds() -> dict[str, Kind]:
    """Every kind of reading by name: the classes in ``telemetry/kinds/``, in the order of the file names."""
    package = importlib.import_module("torchground.telemetry.kinds")
    modules = [
        importlib.import_module(f"{package.__name__}.{info.name}")
        for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda info: info.name)
    ]
    found = [
        thing
        for module in modules
        for thing in vars(module).values()
        if isinstance(thing, type)
        and issubclass(thing, Facts)
        and thing.__module__ == module.__name__
    ]
    return {facts.kind: facts for facts in found}


def kind_text(facts: Kind) -> str:
    """One kind in a few lines: its description, and its tensors with their axes."""
    lines = [f"{facts.kind}: {' '.join((facts.__doc__ or '').split())}"]
    for name, field in facts.tensors.items():
        optional = "" if field.required else ", not always there"
        lines.append(f"  {name} {axes_text(field.axes)}: {field.about}{optional}")
    return "\n".join(lines)
