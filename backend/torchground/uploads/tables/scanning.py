"""A first look at every row: how wide the rows are, and a sample of them from all over the file."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass, field

from torchground.uploads.answer import Unfit
from torchground.uploads.limits import LIMITS
from torchground.uploads.tables.rows import Dialect, Row, mended, rows_of

FIRST = 400
_EVERY = 101
_MOST_SPREAD = 2_000


@dataclass
class Scan:
    """What a first look at all rows found."""

    text: str
    """Without its stray quotation marks."""
    width: int = 0
    """How many cells most rows have."""
    rows: int = 0
    first: list[Row] = field(default_factory=list)
    spread: list[list[str]] = field(default_factory=list)
    """Some more rows."""
    stray: list[int] = field(default_factory=list)
    """Lines with a quotation mark that was left out."""
    is_tall: bool = False
    """Whether a row runs over several lines."""


def scanned(text: str, dialect: Dialect) -> Scan:
    """A look at all rows; stray quotation marks are left out first. Raises :class:`Unfit`."""
    csv.field_size_limit(LIMITS.cell_chars)
    try:
        scan = _scan(text, dialect)
    except Unfit:
        if not dialect.quote or dialect.quote not in text:
            raise
        scan = Scan(text, is_tall=True)
    if not scan.is_tall:
        return scan
    fixed, stray = mended(text, dialect, _width_without_quotes(text, dialect) or scan.width)
    if not stray:
        return scan if scan.rows else _scan(text, dialect)
    scan = _scan(fixed, dialect)
    scan.stray = stray
    return scan


def _scan(text: str, dialect: Dialect) -> Scan:
    scan = Scan(text)
    widths: Counter[int] = Counter()
    before = 0
    for line, row in rows_of(text, dialect):
        widths[len(row)] += 1
        if line > before + 1 and not scan.is_tall:
            scan.is_tall = any("\n" in cell or "\r" in cell for cell in row)
        before = line
        scan.rows += 1
        if scan.rows <= FIRST:
            scan.first.append((line, row))
        elif scan.rows % _EVERY == 0 and len(scan.spread) < _MOST_SPREAD:
            scan.spread.append(row)
    if widths:
        scan.width = max(widths.items(), key=lambda item: (item[1], item[0]))[0]
    return scan


def _width_without_quotes(text: str, dialect: Dialect) -> int:
    """How wide the rows are of which no cell is quoted."""
    begin = [line for line in text[:200_000].splitlines()[1:] if dialect.quote not in line]
    widths = Counter(len(row) for _, row in rows_of("\n".join(begin), dialect))
    return widths.most_common(1)[0][0] if widths else 0
