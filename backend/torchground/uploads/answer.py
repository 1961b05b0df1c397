"""What a reader answers: what it found, or why the file cannot be taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeAlias

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from torchground import words
from torchground.files.meta import Meta
from torchground.words import SentenceError
from torchground.words.writing import cut

Sentence = Annotated[str, Field(max_length=600)]
Cell = Annotated[str, Field(max_length=60)]
Line = Annotated[str, Field(max_length=200)]
Arrays: TypeAlias = dict[str, np.ndarray[Any, np.dtype[Any]]]


class Unfit(SentenceError):
    """A file that cannot be taken: what came, what would fit; ``place`` is a line, a column or an entry."""

    def __init__(self, sentence: words.Sentence, place: str = "the file") -> None:
        super().__init__(sentence)
        self.place = place


class _Said(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Thumbnails(_Said):
    """A few pictures, small."""

    shape: Annotated[list[Annotated[int, Field(ge=1, le=256)]], Field(min_length=4, max_length=4)]
    """[pictures, channels, height, width], one byte a number, 0 is black."""
    labels: list[int] = Field(max_length=64)
    data: str = Field(max_length=600_000)
    """base64."""


class FilePreview(_Said):
    """The beginning of a file, as people recognize it."""

    rows: list[Annotated[list[Cell], Field(max_length=1_000)]] = Field([], max_length=20)
    """Tables: the first rows as they stand in the file, cells cut to 40 characters."""
    read: list[Annotated[list[Cell], Field(max_length=1_000)]] = Field([], max_length=20)
    """Tables: the same rows as they were read; an empty cell is a missing value."""
    lines: list[Line] = Field([], max_length=20)
    """The first lines of a text, or of the file of a table."""
    pictures: Thumbnails | None = None
    about: dict[Annotated[str, Field(max_length=40)], Annotated[str, Field(max_length=100)]] = {}
    """How it was read: encoding, delimiter, decimal mark …"""


class Found(_Said):
    """A file that was taken."""

    ok: Literal[True] = True
    meta: Meta
    preview: FilePreview = FilePreview()
    notes: list[Sentence] = Field([], max_length=20)
    """What was left out or taken otherwise than it stands there."""


class Refusal(_Said):
    """A file that was not."""

    ok: Literal[False] = False
    code: str = Field(max_length=80)
    values: dict[Annotated[str, Field(max_length=40)], JsonValue] = Field(max_length=12)
    place: Annotated[str, Field(max_length=200)] = "the file"

    @classmethod
    def of(cls, sentence: words.Sentence, place: str = "the file") -> Refusal:
        """A refusal with this sentence; texts in it are cut, and hold nothing that no answer could carry."""
        values = {name: _carried(value) for name, value in sentence.values.items()}
        return cls(code=sentence.code, values=values, place=cut(place, 200))

    @property
    def said(self) -> words.Sentence:
        """The sentence."""
        return words.from_values(self.code, self.values)

    @property
    def sentence(self) -> str:
        """The sentence in English."""
        return str(self.said)[:600]


def _carried(value: words.Value) -> words.Value:
    return cut(value, 300) if isinstance(value, str) else value


Answer: TypeAlias = Annotated[Found | Refusal, Field(discriminator="ok")]


class Said(_Said):
    """All that a child says."""

    in_force: list[Line] = Field(max_length=40)
    """The steps of the confinement that worked."""
    missing: dict[Line, Line]
    """Those that did not, and why."""
    answer: Answer


@dataclass
class Read:
    """What a reader gives its child process: the answer, and the arrays where it found some."""

    found: Found
    arrays: Arrays | None
    """None keeps the file itself as it came."""
