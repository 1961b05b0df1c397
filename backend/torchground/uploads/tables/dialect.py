"""What parts the cells of a table, told by which dialect gives equally wide rows of cells that look like values.

The measure is that of CleverCSV (van den Burg, Nazábal and Sutton, 2019): how even the rows are, times how much of the
cells is of a known type.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from torchground.files.recipe import Recipe
from torchground.uploads.answer import Unfit
from torchground.uploads.tables.missing import is_missing_number
from torchground.uploads.tables.numbers import is_number
from torchground.uploads.tables.rows import BLANK, Dialect, rows_of

_SAMPLE_CHARS = 200_000
_SAMPLE_ROWS = 150
_MARKS = (",", ";", "\t", "|", BLANK)
_SEP = re.compile(r'"?sep=(?P<mark>[,;\t|])"?[,;\t|]*\r?(?:\n|$)', re.IGNORECASE)
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([T ]\d{1,2}:\d{2}.*)?|\d{1,2}:\d{2}(:\d{2})?")
_WORD = re.compile(r"[^\W\d_][\w .'&()/+-]{0,40}")
_OTHER_MARKS = re.compile(r"[,;\t|]")


@dataclass(frozen=True)
class Told:
    """A dialect and how it was told."""

    dialect: Dialect
    sure: float
    skipped: int
    """Lines at the beginning that only say the delimiter (``sep=;``)."""


def dialect_of(text: str, given: Recipe) -> Told:
    """The dialect of a text; what is given is not guessed."""
    sep = _SEP.match(text)
    marks: tuple[str, ...] = (given.delimiter,) if given.delimiter else _MARKS
    if sep and not given.delimiter:
        marks = (sep["mark"],)
    begin = text[sep.end() if sep else 0 :][:_SAMPLE_CHARS]
    if len(begin) == _SAMPLE_CHARS:
        begin = begin[: begin.rfind("\n") + 1] or begin
    scores = {dialect: _score(begin, dialect) for dialect in _tried(begin, marks, given)}
    best = max(scores, key=lambda dialect: scores[dialect])
    others = [score for dialect, score in scores.items() if dialect.delimiter != best.delimiter]
    other = max(others, default=0.0)
    sure = 1.0 if not others or sep else max(0.0, min(1.0, 1 - 0.5 * other / (scores[best] or 1)))
    return Told(best, round(sure, 2), 1 if sep else 0)


def _tried(text: str, marks: tuple[str, ...], given: Recipe) -> Iterator[Dialect]:
    quotes = ['"']
    if given.quote is not None:
        quotes = [given.quote]
    elif '"' not in text and re.search(r"(^|[,;\t|])'[^'\n]*'([,;\t|\r\n]|$)", text, re.MULTILINE):
        quotes = ['"', "'"]
    escapes = [given.escape] if given.escape else ["doubled"]
    if given.escape is None and '\\"' in text:
        escapes.append("backslash")
    for mark in marks:
        for quote in quotes:
            for escape in escapes:
                yield Dialect(mark, quote, escape)


def _score(text: str, dialect: Dialect) -> float:
    """How well a dialect fits, from 0 to 1."""
    try:
        rows = [row for _, row in islice(rows_of(text, dialect), _SAMPLE_ROWS)]
    except Unfit:
        return 0.0
    widths = Counter(map(len, rows))
    if not widths:
        return 0.0
    width, count = max(widths.items(), key=lambda item: (item[0] > 1, item[1], item[0]))
    first = next((at for at, row in enumerate(rows) if len(row) == width), 0)
    if width < 2:
        return 0.001 * _types(rows, dialect)
    # Lines above the names are not rows; a few of them cost little.
    even = count / (len(rows) - min(first, 15))
    if dialect.delimiter == BLANK:
        even = 0.9 * even if even > 0.9 else 0.0
    body = [row for row in rows if len(row) == width]
    return even**2 * (width - 1) / width * _types(body[1:] or body, dialect)


def _types(rows: list[list[str]], dialect: Dialect) -> float:
    """The share of the cells that look like values, by columns, so that a column of long texts costs one column."""
    if not rows:
        return 0.0
    cells = Counter(cell for row in rows for cell in row)
    return sum(_type(cell, dialect) * count for cell, count in cells.items()) / cells.total()


def _type(cell: str, dialect: Dialect) -> float:
    cell = cell.strip()
    if not cell or is_number(cell) or is_missing_number(cell) or _DATE.fullmatch(cell):
        return 1.0
    if dialect.quote and cell.startswith(dialect.quote) and dialect.delimiter != BLANK:
        return 0.3
    if cell.startswith("'") and cell.endswith("'") and len(cell) > 1 and dialect.quote != "'":
        return 0.7
    if _OTHER_MARKS.search(cell) or "\\" in cell:
        return 0.3 if not re.search(r", \w", cell) else 0.7
    return 1.0 if _WORD.fullmatch(cell) else 0.8
