"""How the rows of a table are written: delimiter, header, width and decimal mark, told from its first lines."""

from __future__ import annotations

import csv
import io
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from torchground.uploads import sentences
from torchground.uploads.answer import Unfit
from torchground.uploads.limits import LIMITS

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
MISSING = frozenset(
    {"", "na", "n/a", "nan", "null", "none", "nil", "-", "?", ".", "missing", "#n/a"}
)
_FITS = sentences.SAVE_AS_CSV()
DECIMAL_COMMA = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+|\d+),\d+")
_DECIMAL_POINT = re.compile(r"[+-]?\d+\.\d+")


@dataclass
class Shape:
    """How the rows of a table are written."""

    delimiter: str
    header: list[str] | None
    width: int
    comma: bool
    """Whether the decimal mark is a comma."""


def shape_of(text: str) -> Shape:
    delimiter = max(DELIMITERS, key=lambda mark: _fit(text, mark))
    some = _some_rows(text, delimiter)
    if not some:
        raise Unfit(sentences.NO_CELL(fits=_FITS))
    width = Counter(map(len, some)).most_common(1)[0][0]
    if width > LIMITS.columns:
        raise Unfit(sentences.TOO_MANY_COLUMNS(count=width, most=LIMITS.columns), "line 1")
    even = [row for row in some if len(row) == width]
    comma = _decimal_comma(even, delimiter)
    header = some[0] if len(some[0]) == width and _is_header(even, comma) else None
    return Shape(delimiter, header, width, comma)


def _fit(text: str, delimiter: str) -> tuple[float, int]:
    """How well a delimiter parts the first lines: the share of rows that are equally wide, then how wide they are."""
    try:
        widths = Counter(len(row) for row in _some_rows(text, delimiter, 60))
    except Unfit:
        return 0.0, 0
    if not widths:
        return 0.0, 0
    width, count = max(widths.items(), key=lambda item: (item[0] > 1, item[1]))
    return (count / widths.total() if width > 1 else 0.0), width


def _some_rows(text: str, delimiter: str, most: int = 300) -> list[list[str]]:
    return [row for _, row in islice(rows_of(text, delimiter), most)]


def rows_of(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Every row that is not empty, and the line it ends at. Raises :class:`Unfit`."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, row
    except csv.Error as error:
        line = reader.line_num
        if "field limit" in str(error):
            raise Unfit(
                sentences.LONG_CELL(line=line, most=LIMITS.cell_chars), f"line {line}"
            ) from None
        why = sentences.BAD_LINE(line=line, why=str(error), fits=_FITS)
        raise Unfit(why, f"line {line}") from None


def _decimal_comma(rows: list[list[str]], delimiter: str) -> bool:
    if delimiter == ",":
        return False
    cells = [cell.strip() for row in rows for cell in row]
    commas = sum(bool(DECIMAL_COMMA.fullmatch(cell)) for cell in cells)
    return commas > sum(bool(_DECIMAL_POINT.fullmatch(cell)) for cell in cells)


def _is_header(rows: list[list[str]], comma: bool) -> bool:
    """Whether the first row names the columns: no numbers in it, and what is below is of another kind."""
    first, rest = rows[0], rows[1:]
    names = [plain(cell) for cell in first]
    if (
        not rest
        or any(_is_number(name, comma) for name in names)
        or len(set(names)) < len(names) - 1
    ):
        return False
    for index in range(len(names)):
        below = [plain(row[index]) for row in rest]
        some = [cell for cell in below if cell]
        if some and sum(_is_number(cell, comma) for cell in some) > 0.8 * len(some):
            return True
    repeated = [name in {plain(row[index]) for row in rest} for index, name in enumerate(names)]
    return not any(repeated)


def _is_number(cell: str, comma: bool) -> bool:
    if comma and DECIMAL_COMMA.fullmatch(cell):
        return True
    try:
        return math.isfinite(float(cell))
    except ValueError:
        return False


def plain(cell: str) -> str:
    """A cell without blanks around it; empty where it says that there is nothing."""
    cell = cell.strip()
    return "" if len(cell) <= 7 and cell.lower() in MISSING else cell
