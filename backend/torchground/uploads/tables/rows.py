"""Rows of cells out of a text that is written in a dialect."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from torchground.uploads import sentences
from torchground.uploads.answer import Unfit
from torchground.uploads.limits import LIMITS

BLANK = " "
NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", BLANK: "blanks"}
_FITS = sentences.SAVE_AS_CSV()
_MOST_LINES = 60
"""A quoted cell is over after so many lines: what is longer was not meant as one."""
_BETWEEN_BLANKS = re.compile(r'"((?:[^"]|"")*)"(?=\s|$)|' r"'([^']*)'(?=\s|$)|" r"(\S+)")


@dataclass(frozen=True)
class Dialect:
    """How cells are parted and quoted."""

    delimiter: str
    quote: str = '"'
    """Empty where a quotation mark is a letter."""
    escape: str = "doubled"


Row = tuple[int, list[str]]
"""The line that a row ends at, and its cells."""


def rows_of(text: str, dialect: Dialect, hollow: list[int] | None = None) -> Iterator[Row]:
    """Every row with something in it. ``hollow`` takes the lines of rows whose cells are all empty; a line without any
    cell is no row. Raises :class:`Unfit`."""
    if dialect.delimiter == BLANK:
        return _blank_rows(text)
    return _csv_rows(text, dialect, hollow)


def _blank_rows(text: str) -> Iterator[Row]:
    for number, line in enumerate(io.StringIO(text, newline=None), 1):
        if not line.strip():
            continue
        if '"' in line or "'" in line:
            found = _BETWEEN_BLANKS.findall(line)
            yield number, [a.replace('""', '"') or b or c for a, b, c in found]
        else:
            yield number, line.split()


def _csv_rows(text: str, dialect: Dialect, hollow: list[int] | None = None) -> Iterator[Row]:
    is_backslash = dialect.escape == "backslash"
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=dialect.delimiter,
        quotechar=dialect.quote or None,
        quoting=csv.QUOTE_MINIMAL if dialect.quote else csv.QUOTE_NONE,
        escapechar="\\" if is_backslash else None,
        doublequote=True,
        skipinitialspace=True,
        strict=False,
    )
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, row
            elif hollow is not None and len(row) > 1 and len(hollow) < LIMITS.rows:
                hollow.append(reader.line_num)
    except csv.Error as error:
        line = reader.line_num
        if "field limit" in str(error):
            raise Unfit(
                sentences.LONG_CELL(line=line, most=LIMITS.cell_chars), f"line {line}"
            ) from None
        why = sentences.BAD_LINE(line=line, why=str(error), fits=_FITS)
        raise Unfit(why, f"line {line}") from None


def mended(text: str, dialect: Dialect, width: int) -> tuple[str, list[int]]:
    """The text with each stray quotation mark left out, and the lines of those. Lines keep their numbers.

    A mark is stray where it opens a cell that no other mark closes before lines follow that are rows by themselves.
    """
    lines = io.StringIO(text, newline="").readlines()
    stray: list[int] = []
    at = 0
    while at < len(lines):
        is_quoted = dialect.quote in lines[at] and len(lines[at]) <= LIMITS.cell_chars
        if not is_quoted or _is_whole(lines[at], dialect):
            at += 1
            continue
        length = _length(lines, at, dialect, width)
        if length is None:
            lines[at] = _without_mark(lines[at], dialect)
            stray.append(at + 1)
        at += length or 1
    return "".join(lines), stray


def _length(lines: list[str], at: int, dialect: Dialect, width: int) -> int | None:
    """How many lines the row that begins here has; None where its quotation mark is never meant to close."""
    rows_alone = 0
    for length in range(2, min(_MOST_LINES, len(lines) - at) + 1):
        if sum(map(len, lines[at : at + length])) > LIMITS.cell_chars:
            return None
        rows_alone += len(_cells(lines[at + length - 1], dialect)) == width
        if _is_whole("".join(lines[at : at + length]), dialect):
            fits = len(_cells("".join(lines[at : at + length]), dialect)) == width
            return length if fits and rows_alone < length - 1 else None
    return None


def _cells(line: str, dialect: Dialect) -> list[str]:
    return next((row for _, row in _csv_rows(line, dialect)), [])


def _is_whole(line: str, dialect: Dialect) -> bool:
    """Whether every quoted cell that begins in these lines ends in them."""
    probe = line.rstrip("\r\n") + f"\n{_END}\n"
    rows = list(_csv_rows(probe, dialect))
    return bool(rows) and rows[-1][1] == [_END]


_END = "\u0001end"


def _without_mark(line: str, dialect: Dialect) -> str:
    """The line with the mark left out that opens its last cell."""
    opened = re.compile(rf"(^|{re.escape(dialect.delimiter)})\s*{dialect.quote}")
    starts = list(opened.finditer(line))
    if not starts:
        return line.replace(dialect.quote, "")
    for start in reversed(starts):
        end = start.end()
        tried = line[: end - 1] + line[end:]
        if _is_whole(tried, dialect):
            return tried
    return line.replace(dialect.quote, "")
