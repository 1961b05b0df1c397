"""Cells of programs as one text in a known dialect, so that the reader of texts tells what they mean."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Literal

from torchground.files.recipe import Recipe
from torchground.uploads import sentences, table
from torchground.uploads.answer import Read, Unfit
from torchground.uploads.decoding import Decoded
from torchground.uploads.limits import LIMITS

_BREAKS = re.compile(r"\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_THREE_PLACES = re.compile(r"-?\d+\.\d{3}")
_LARGEST_WHOLE = 2**53


@dataclass(frozen=True)
class Part:
    """A table of a file."""

    name: str
    rows: Iterable[Sequence[Any]]
    has_names: bool
    """Whether the first row holds the names of the columns, for certain."""


def read_part(
    part: Part,
    given: Recipe,
    kind: Literal["excel", "json", "numpy", "sqlite"],
    parts: Sequence[str],
) -> Read:
    """A table by its cells. ``parts`` are all that the file holds. Raises :class:`Unfit`."""
    text = _text(part.rows)
    if not text.strip(',\n"'):
        raise Unfit(sentences.EMPTY_PART(name=part.name or kind), part.name or "the file")
    source = table.Source(kind, part.name, tuple(parts), has_names=part.has_names)
    return table.read_text(Decoded(text, "UTF-8"), given, source)


def chosen(parts: Sequence[str], given: Recipe, fitting: Callable[[], str]) -> str:
    """The part that a person named; where nobody did, the one that fits is looked for. Raises :class:`Unfit`."""
    if given.part is None:
        return fitting()
    if given.part not in parts:
        raise Unfit(sentences.NO_SUCH_PART(name=given.part, there=list(parts[:8])))
    return given.part


def _text(rows: Iterable[Sequence[Any]]) -> str:
    """Rows as comma separated text, each on the line that has its number."""
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n").writerow
    for count, row in enumerate(rows):
        # The names may be more than the rows that are taken, and are counted again where rows are read.
        if count > LIMITS.rows + 1_000:
            raise Unfit(sentences.TOO_MANY_ROWS(most=LIMITS.rows))
        if len(row) > LIMITS.columns:
            raise Unfit(sentences.TOO_MANY_COLUMNS(count=len(row), most=LIMITS.columns))
        write([_cell(value) for value in row])
    return out.getvalue()


def _cell(value: Any) -> str:
    """A value as the reader of texts takes it for the same value."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return (
            str(value)
            if abs(value) < 10**40
            else repr(float(value))
            if value.bit_length() < 1000
            else ""
        )
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime):
        is_day = (value.hour, value.minute, value.second) == (0, 0, 0)
        return f"{value:%Y-%m-%d}" if is_day else f"{value:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time | timedelta):
        return str(value)
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    text = _CONTROL.sub("\ufffd", _BREAKS.sub(" ", str(value)))
    if len(text) > LIMITS.cell_chars:
        raise Unfit(sentences.LONG_TEXT_IN_CELL(most=LIMITS.cell_chars))
    return text


def _number(value: float) -> str:
    if not math.isfinite(value):
        return ""
    if value.is_integer() and abs(value) < _LARGEST_WHOLE:
        return str(int(value))
    text = repr(value)
    # 1.234 alone could be 1,234 in another country.
    return f"{text}0" if _THREE_PLACES.fullmatch(text) else text
