"""What is known of each kind of stored file, so that nobody has to read its numbers to list, check or show it."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from torchground.files.recipe import Format, Recipe, TableFinding, TableNote

Kind: TypeAlias = Literal["table", "images", "text", "weights", "download", "backbone"]
BESIDE_BEGINS = "./"
"""How the path of a file beside the project file begins; only the command line reads such files."""
FILE = r"^([0-9a-f]{64}|\./.{1,250})?$"
"""How a data set names a file: the hash of its content, or ``./`` and its path from the folder of the project file;
empty before there is one."""

Name = Annotated[str, Field(max_length=120)]
Count = Annotated[int, Field(ge=0, le=2**53)]


class Known(BaseModel):
    """The base of what is known of a stored file."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    name: str = Field("", max_length=120)
    """What the person who uploaded it called it, for people only."""


class Column(Known):
    """One column of a table."""

    name: Name
    kind: Literal["number", "category", "text", "empty"]
    """category: few different values; text: too many to be classes, never used."""
    missing: Count
    levels: list[Name] = Field([], max_length=200)
    """The different values, in order: of a category, and of a number that is whole and has few."""
    counts: list[Count] = Field([], max_length=200)
    """How many rows have each level."""
    different: Count = 0
    """Of a text: how many different values there are, counted up to 5,000; 0 where nobody counted."""
    low: float | None = None
    high: float | None = None
    role: Literal["feature", "target", "ignore"] = "feature"
    """What it probably is."""


class TableMeta(Known):
    """A table: arrays ``n<i>`` [rows] float64 (NaN is missing) and ``c<i>`` [rows] int32 levels (-1 is missing)."""

    kind: Literal["table"] = "table"
    rows: Count
    columns: list[Column] = Field(max_length=1_000)
    recipe: Recipe | None = None
    """How it was read: with it the same file gives the same table. None in files from before there were recipes."""
    format: Format = "csv"
    """What kind of file it came in."""
    parts: list[Name] = Field([], max_length=1_000)
    """The tables in that file, where it may hold several."""
    sure: dict[Annotated[str, Field(max_length=20)], Annotated[float, Field(ge=0, le=1)]] = {}
    """How sure each guess of the recipe is, from 0 to 1; what a person gave is not among them."""
    notes: list[TableNote] = Field([], max_length=100)
    """What was left out, filled, merged or guessed."""
    findings: list[TableFinding] = Field([], max_length=100)
    """What may mislead."""


class ImagesMeta(Known):
    """Labelled pictures: ``pictures`` [count, channels, size, size] uint8 and ``labels`` [count] int32."""

    kind: Literal["images"] = "images"
    count: Count
    classes: list[Name] = Field(max_length=200)
    counts: list[Count] = Field(max_length=200)
    size: int = Field(ge=1, le=256)
    """Height and width, in pixels."""
    channels: Literal[1, 3]


class TextMeta(Known):
    """A text: ``text`` [bytes] uint8, UTF-8 with \\n at the end of each line."""

    kind: Literal["text"] = "text"
    characters: Count
    letters: list[Annotated[str, Field(min_length=1, max_length=1)]] = Field(max_length=5_000)
    """The most frequent characters first."""
    num_letters: Count
    """How many different ones there are."""
    words: list[Name] = Field(max_length=5_000)
    """The most frequent words first, divided by blanks."""
    num_words: Count
    num_different_words: Count


class TensorMeta(Known):
    """One tensor of a weights file."""

    name: str = Field(max_length=200)
    dtype: str = Field(max_length=8)
    shape: list[Count] = Field(max_length=8)


class WeightsMeta(Known):
    """A weights file, as it came."""

    kind: Literal["weights"] = "weights"
    tensors: list[TensorMeta] = Field(max_length=2_000)


class DownloadMeta(Known):
    """A known data set: ``train``, ``test`` uint8 pictures and ``train_labels``, ``test_labels`` int32."""

    kind: Literal["download"] = "download"
    num_train: Count
    num_test: Count


class BackboneMeta(Known):
    """The trained weights of a well-known network, by the names that its makers gave them."""

    kind: Literal["backbone"] = "backbone"
    source: str = Field(max_length=200)
    """The file name its makers gave it: other weights have another."""


Meta: TypeAlias = Annotated[
    TableMeta | ImagesMeta | TextMeta | WeightsMeta | DownloadMeta | BackboneMeta,
    Field(discriminator="kind"),
]
META: TypeAdapter[Meta] = TypeAdapter(Meta)

MODELS: dict[str, type[Known]] = {
    "table": TableMeta,
    "images": ImagesMeta,
    "text": TextMeta,
    "weights": WeightsMeta,
    "download": DownloadMeta,
    "backbone": BackboneMeta,
}
