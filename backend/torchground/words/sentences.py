"""Templates and sentences: what is said, independent of the language."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from string import Formatter
from typing import Any, TypeAlias

Value: TypeAlias = "str | int | float | bool | list[Any] | dict[str, Any] | None"
"""A plain JSON value. A sentence inside a sentence is ``{"code": …, "values": …}``."""

_CODE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*")


@dataclass(frozen=True)
class Sentence:
    """A sentence to a person: the code of its template, and the values in it. Sentences with equal codes and values are
    equal."""

    code: str
    values: Mapping[str, Value] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """The sentence as JSON: ``{"code": …, "values": …}``."""
        return {"code": self.code, "values": dict(self.values)}

    def __str__(self) -> str:
        from torchground.words.writing import write

        return write(self)


@dataclass(frozen=True)
class Template:
    """A declared sentence. A call with values for its placeholders returns a :class:`Sentence`."""

    code: str
    english: str
    """A format string with named placeholders. :mod:`torchground.words.writing` lists the formats."""
    places: frozenset[str]

    def __call__(self, **values: Any) -> Sentence:
        """The sentence with these values. Raises ``TypeError`` where a placeholder has no value or a value no
        placeholder."""
        if values.keys() != self.places:
            raise TypeError(
                f"{self.code} has the places {sorted(self.places)}, got {sorted(values)}"
            )
        return Sentence(self.code, {name: _plain(value) for name, value in values.items()})


class SentenceError(ValueError):
    """An error that has a sentence. ``str()`` of it is the English text."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)


TEMPLATES: dict[str, Template] = {}
"""Every declared template by its code."""


def template(code: str, english: str) -> Template:
    """Declares a sentence. Raises ``ValueError`` where the code is malformed or already belongs to another text."""
    if not _CODE.fullmatch(code):
        raise ValueError(f"{code!r} is no code: small letters, digits, _ and dots between parts")
    made = Template(code, english, places_of(english))
    if TEMPLATES.setdefault(code, made) != made:
        raise ValueError(f"two sentences have the code {code!r}")
    return made


def places_of(text: str) -> frozenset[str]:
    """The names of the placeholders in a format string. Raises ``ValueError`` where one has no name."""
    names = [name for _, name, _, _ in Formatter().parse(text) if name is not None]
    for name in names:
        if not name.isidentifier():
            raise ValueError(f"the place {name!r} in {text!r} is no plain name")
    return frozenset(names)


OTHER = template("other", "{text}")
"""A text from elsewhere: from another library, or from a row that was stored before sentences had codes."""


def other(text: object) -> Sentence:
    """A text from elsewhere as a sentence, on one line and cut to 500 characters."""
    line = " ".join(str(text).split())
    return OTHER(text=line if len(line) <= 500 else line[:499] + "…")


def from_values(code: object, values: object) -> Sentence:
    """A sentence that was stored or sent as JSON. Malformed input also becomes a sentence."""
    if isinstance(code, str) and isinstance(values, Mapping):
        return Sentence(code, {str(name): _plain(value) for name, value in values.items()})
    return other(f"{code} {values}")


def _plain(value: Any) -> Value:
    """A value as JSON. A value of another type becomes its text."""
    if isinstance(value, Sentence):
        return value.plain()
    if value is None or isinstance(value, (str, bool)):
        return value
    if isinstance(value, int):
        return (
            value
            if value.bit_length() < 64
            else f"{value:.3e}"
            if value.bit_length() < 1000
            else "huge"
        )
    if isinstance(value, float):
        return value if math.isfinite(value) else _not_finite(value)
    if isinstance(value, Mapping):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    if isinstance(value, (set, frozenset)):
        return [_plain(inner) for inner in sorted(value, key=str)]
    return str(value)


def _not_finite(value: float) -> str:
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
