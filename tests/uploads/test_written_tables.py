"""Tables written in many ways are read equal to what was written, or a note says where not."""

from __future__ import annotations

import csv
import io
import math
import os
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from torchground.files.meta import Column, TableMeta
from torchground.uploads import table
from torchground.uploads.answer import Unfit

EXAMPLES = int(os.environ.get("TORCHGROUND_TABLES", "200"))
"""The figure is 2,000."""
WORDS = [
    "red",
    "green",
    "Blau",
    "très bon",
    'a "b"',
    "x, y",
    "p;q",
    "u|v",
    "it's",
    "No",
    "none",
    "NA",
    "12a",
    "2nd",
]
NAMES = ["length", "Größe (cm)", "sex", "price in $", "x1", "2019", "no name", "a,b", "class"]
GAPS = ["", "NA", "n/a", "NaN", "-", "None", "?", "null"]
STYLES = ["plain", "thousands", "money", "percent", "unit", "minus", "swiss"]


@dataclass
class Written:
    """A table as it was meant, and its bytes."""

    names: list[str] | None
    columns: list[list[Any]]
    content: bytes


def number(value: float, style: str, places: int, decimal: str) -> str:
    text = (
        f"{value:,.{places}f}"
        if style in ("thousands", "money", "swiss")
        else f"{value:.{places}f}"
    )
    group = "'" if style == "swiss" else ("." if decimal == "," else ",")
    text = text.replace(",", "\0").replace(".", decimal).replace("\0", group)
    if style == "money":
        return f"-${text[1:]}" if text.startswith("-") else f"${text}"
    if style == "minus":
        return text.replace("-", "−")
    return text + {"percent": "%", "unit": " cm"}.get(style, "")


@st.composite
def tables(draw: st.DrawFn) -> Written:
    rows = draw(st.integers(12, 40))
    width = draw(st.integers(2, 5))
    decimal = draw(st.sampled_from(".,"))
    means: list[list[Any]] = []
    cells: list[list[str]] = []
    for _ in range(width):
        gap = draw(st.sampled_from(GAPS))
        is_gap = draw(
            st.lists(st.integers(0, 9).map(lambda n: n == 0), min_size=rows, max_size=rows)
        )
        if draw(st.booleans()):
            style = draw(st.sampled_from(STYLES))
            places = draw(st.integers(0, 3))
            scale = draw(st.sampled_from([1.0, 100.0, 1e6]))
            drawn = draw(st.lists(st.floats(-1, 1), min_size=rows, max_size=rows))
            values: list[Any] = [round(value * scale, places) for value in drawn]
            texts = [number(value, style, places, decimal) for value in values]
            missing: Any = math.nan
        else:
            few = draw(st.lists(st.sampled_from(WORDS), min_size=2, max_size=4, unique=True))
            values = draw(st.lists(st.sampled_from(few), min_size=rows, max_size=rows))
            texts = list(values)
            missing = gap if gap not in ("", "NaN") else None
        means.append(
            [missing if empty else value for value, empty in zip(values, is_gap, strict=True)]
        )
        cells.append([gap if empty else text for text, empty in zip(texts, is_gap, strict=True)])
    names = draw(
        st.none() | st.lists(st.sampled_from(NAMES), min_size=width, max_size=width, unique=True)
    )
    return Written(names, means, draw(written([names] if names else [], cells)))


@st.composite
def written(draw: st.DrawFn, head: list[list[str]], cells: list[list[str]]) -> bytes:
    above = draw(st.sampled_from(["", "", "", "sep", "title"]))
    mark = draw(st.sampled_from(",;\t|"))
    out = io.StringIO()
    quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    end = draw(st.sampled_from(["\n", "\r\n"]))
    if above == "sep":
        out.write(f"sep={mark}{end}")
    elif above == "title":
        out.write(f"Report of the year{end}{end}")
    csv.writer(out, delimiter=mark, quoting=quoting, lineterminator=end).writerows(
        [*head, *map(list, zip(*cells, strict=True))]
    )
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
    return out.getvalue().encode(encoding)


def is_equal(column: Column, index: int, arrays: dict[str, Any], meant: list[Any]) -> bool:
    """Whether a column holds what was written."""
    if any(isinstance(value, float) for value in meant):
        if column.kind == "empty":
            return all(value is None or math.isnan(value) for value in meant)
        if column.kind != "number":
            return False
        wanted = np.array([math.nan if value is None else value for value in meant])
        return np.allclose(arrays[f"n{index}"], wanted, rtol=1e-12, atol=1e-9, equal_nan=True)
    if column.kind == "empty":
        return all(value is None for value in meant)
    if column.kind != "category":
        return False
    found = [column.levels[code] if code >= 0 else None for code in arrays[f"c{index}"]]
    return found == meant


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), deadline=None)
@given(tables())
@pytest.mark.filterwarnings("ignore")
def test_nothing_is_read_otherwise_than_it_was_written_in_silence(made: Written) -> None:
    try:
        read = table.read(io.BytesIO(made.content))
    except Unfit:
        event("refused")
        return
    meta = read.found.meta
    assert isinstance(meta, TableMeta)
    assert read.arrays is not None
    of_table = {note.code for note in meta.notes if not note.column}
    wanted = made.names or [f"column {at + 1}" for at in range(len(made.columns))]
    is_shaped = [column.name for column in meta.columns] == wanted and (
        meta.rows == len(made.columns[0])
    )
    if not is_shaped:
        event("another shape")
        assert of_table - {"table.note.sep_line"}, (meta, made)
        return
    said = {note.column for note in meta.notes}
    for index, (column, meant) in enumerate(zip(meta.columns, made.columns, strict=True)):
        if not is_equal(column, index, read.arrays, meant):
            event("said")
            assert column.name in said, (column, meant[:12], read.found.notes)
