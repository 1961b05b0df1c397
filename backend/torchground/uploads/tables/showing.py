"""What people see of a table: its first lines, its first rows as they were read, the lines that a note is about."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, TypeVar

import numpy as np

from torchground.files.meta import Column
from torchground.files.recipe import TableNote
from torchground.uploads.answer import Arrays
from torchground.uploads.tables.column import shown

_MOST_LINES = 16
_EACH = 5
"""Of so many lines a note shows how they stand in the file."""
N = TypeVar("N", bound=TableNote)


def first_lines(text: str) -> list[str]:
    """The beginning of a file, line by line, as people recognize it."""
    return [shown(line, 200) for line in islice(_lines(text), _MOST_LINES)]


def with_excerpts(text: str, notes: Sequence[N]) -> list[N]:
    """Notes with how the lines that they are about stand in the file."""
    wanted = {line for note in notes for line in note.lines[:_EACH]}
    there: dict[int, str] = {}
    last = max(wanted, default=0)
    for number, line in enumerate(islice(_lines(text), last), 1):
        if number in wanted:
            there[number] = shown(line[:400], 160)
    return [
        note.model_copy(update={"excerpts": [there.get(n, "") for n in note.lines[:_EACH]]})
        for note in notes
    ]


def as_read(
    columns: Sequence[Column], arrays: Arrays, times: Mapping[int, Any], first: list[list[str]]
) -> list[list[str]]:
    """The first rows as they were read; an empty cell is a missing value, and texts stay as they stand."""
    made: list[Iterable[str]] = []
    for index, column in enumerate(columns):
        if index in times:
            made.append([_date(seconds) for seconds in times[index][: len(first)]])
        elif column.kind == "number":
            made.append([_number(value) for value in arrays[f"n{index}"][: len(first)]])
        elif column.kind == "category":
            codes = arrays[f"c{index}"][: len(first)].tolist()
            made.append([shown(column.levels[code]) if code >= 0 else "" for code in codes])
        else:
            made.append([shown(row[index]) for row in first])
    return [list(row) for row in zip(*made, strict=True)]


def _lines(text: str) -> Iterable[str]:
    """The lines as the reader of rows counts them."""
    return io.StringIO(text, newline="")


def _number(value: float) -> str:
    return "" if np.isnan(value) else f"{value:.15g}"


def _date(seconds: float) -> str:
    """A date, with the time of the day where it has one."""
    if np.isnan(seconds):
        return ""
    moment = datetime(1, 1, 1) + timedelta(seconds=float(seconds))
    return (
        moment.isoformat(" ")
        if moment.time().isoformat() != "00:00:00"
        else moment.date().isoformat()
    )
