"""How a table was read, and what a person should know of it: both stay with the stored file."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, JsonValue

Delimiter: TypeAlias = Literal[",", ";", "\t", "|", " "]
"""What parts the cells of a row; a blank stands for any number of blanks and tabs."""
Word = Annotated[str, Field(max_length=40)]
Short = Annotated[str, Field(max_length=120)]
Excerpt = Annotated[str, Field(max_length=160)]
Line = Annotated[int, Field(ge=1, le=2**53)]


Format: TypeAlias = Literal["csv", "excel", "json", "numpy", "sqlite"]
"""What kind of file a table came in; csv stands for every text with a row a line."""


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Recipe(_Kept):
    """How a table is read. What is None is guessed from the content."""

    part: str | None = Field(None, max_length=120)
    """Which table of a file with several: a sheet, a table of a database, a list in JSON, the names of arrays."""
    encoding: str | None = Field(None, max_length=40, pattern=r"^[A-Za-z0-9_.-]+$")
    """By Python's name: ``utf-8``, ``cp1252``, ``utf-16`` …"""
    delimiter: Delimiter | None = None
    quote: Literal['"', "'", ""] | None = None
    """What stands around a cell with a delimiter in it; empty where a quotation mark is a letter."""
    escape: Literal["doubled", "backslash"] | None = None
    """How a quotation mark is written inside a quoted cell."""
    header: int | None = Field(None, ge=0, le=10_000)
    """The line of the file with the names of the columns; 0 where there are no names."""
    skip: int | None = Field(None, ge=0, le=10_000)
    """How many lines at the beginning are neither names nor rows."""
    below: int | None = Field(None, ge=0, le=10)
    """How many rows below the names are no data, such as a row of units."""
    decimal: Literal[".", ","] | None = None
    thousands: Literal["", ",", ".", "'", " "] | None = None
    """What parts the thousands of a number; empty where nothing does."""
    missing: list[Word] | None = Field(None, max_length=50)
    """Words that mean that there is no value, besides the usual ones in columns of numbers and what cannot be a value
    in columns of words. An empty list: no word among numbers means it."""
    dates: Literal["day first", "month first"] | None = None
    """What comes first in dates such as 3/4/2024."""
    order: Literal["file", "time"] | None = None
    """Whether the rows stay as they are or are sorted by the column of dates."""
    cases: Literal["keep", "merge"] | None = None
    """Whether words that differ only in upper and lower case are one value. None: where they surely are."""


class TableNote(_Kept):
    """Something that was left out, filled, merged or taken otherwise than it stands in the file."""

    code: str = Field(max_length=80)
    values: dict[Annotated[str, Field(max_length=40)], JsonValue] = Field(max_length=12)
    column: Short = ""
    """The column that it is about; empty where it is about the whole table."""
    count: int = Field(0, ge=0)
    """How many cells or rows it is about."""
    lines: list[Line] = Field([], max_length=20)
    """The first lines of the file that it is about."""
    excerpts: list[Excerpt] = Field([], max_length=5)
    """How the first of these lines stand in the file."""


class TableFinding(TableNote):
    """Something in a table that may mislead a network or a person, with its evidence."""

    kind: Literal[
        "row number",
        "id",
        "constant",
        "repeats the target",
        "sorted by class",
        "sorted by time",
        "sentinel",
        "one class almost alone",
        "duplicates",
        "case twins",
        "digits lost",
    ]
    columns: list[Short] = Field([], max_length=20)
    advice: Literal["none", "ignore", "group", "split by time", "missing", "merge"] = "none"
    """What helps, where something does."""
