"""Where the rows of a table begin: lines above the names, the names, a row of units below them, names of rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from torchground.files.recipe import Recipe
from torchground.uploads.tables.missing import AMONG_NUMBERS
from torchground.uploads.tables.numbers import guess, is_number
from torchground.uploads.tables.rows import Row

_MOST_ABOVE = 60
_MOST_BELOW = 3
_COMMENT = re.compile(r"^\s*(#|%|//)\s*")


@dataclass(frozen=True)
class Head:
    """How a table begins."""

    above: int
    """Rows that are neither names nor data."""
    lines_above: tuple[int, ...]
    line: int
    """The line of the names; 0 where there are none."""
    names: tuple[str, ...] | None
    """As they stand in the file, one for each column of a row."""
    below: int
    """Rows below the names that are no data, such as units."""
    lines_below: tuple[int, ...] = ()
    row_names: bool = False
    """Whether the first column names the rows, so that the line of names is one shorter."""
    empty_end: bool = False
    """Whether every row ends with a delimiter, so that its last cell is none."""
    sure: float = 1.0

    @property
    def rows(self) -> int:
        """Rows before the first row of data."""
        return self.above + (self.names is not None) + self.below


def head_of(rows: Sequence[Row], width: int, decimal: str | None, given: Recipe) -> Head:
    """How a table begins whose rows are mostly ``width`` cells wide. ``rows`` are its first."""
    at = _first(rows, width, given)
    line, cells = rows[at]
    body = [row for _, row in rows[at + 1 :] if len(row) == width][:300]
    fitted, row_names, empty_end = _fitted(cells, body, width)
    sure = 1.0
    if given.header is not None:
        is_header = given.header > 0
    else:
        score = _score(fitted, body, decimal, is_short=row_names)
        is_header, sure = score > 0, min(1.0, 0.6 + abs(score) / 10)
        if len(cells) != width and not is_header:
            # A row of another width above all others: a comment more.
            at = next((i for i in range(at + 1, len(rows)) if len(rows[i][1]) == width), at)
            row_names = empty_end = False
    above = Head(at, tuple(number for number, _ in rows[:at]), 0, None, 0, sure=round(sure, 2))
    above = replace(above, empty_end=empty_end or _ends_empty(fitted if is_header else None, body))
    if not is_header:
        return above
    below = _below(rows[at + 1 :], width, decimal) if given.below is None else given.below
    lines_below = tuple(number for number, _ in rows[at + 1 : at + 1 + below])
    names = tuple(_uncommented(fitted))
    return replace(
        above, line=line, names=names, below=below, lines_below=lines_below, row_names=row_names
    )


def _first(rows: Sequence[Row], width: int, given: Recipe) -> int:
    """The place of the first row that may be names or data."""
    if given.header:
        return next((at for at, (line, _) in enumerate(rows) if line >= given.header), 0)
    if given.skip is not None:
        return next((at for at, (line, _) in enumerate(rows) if line > given.skip), 0)
    near = (width - 1, width, width + 1)
    for at, (_, cells) in enumerate(rows[:_MOST_ABOVE]):
        is_longer = len(cells) > width and bool(cells[-1].strip())
        if len(cells) not in near or is_longer or _is_comment(rows, at, width):
            continue
        filled = sum(bool(cell.strip()) for cell in cells)
        if len(cells) == width and not _is_title(rows, at, width):
            return at
        follows = at + 1 < len(rows) and len(rows[at + 1][1]) == width
        if follows and width > 2 and filled >= width - 1:
            return at
    return next((at for at, (_, cells) in enumerate(rows) if len(cells) == width), 0)


def _is_title(rows: Sequence[Row], at: int, width: int) -> bool:
    """Whether a row holds a title in its first cell, above the names: Excel fills it up with delimiters."""
    cells = [cell.strip() for cell in rows[at][1]]
    if width < 3 or not cells[0] or any(cells[1:]) or is_number(cells[0]):
        return False
    for _, row in rows[at + 1 : at + 6]:
        there = [cell for cell in row if cell.strip()]
        if len(there) > 1:
            return not any(map(is_number, there))
    return False


def _is_comment(rows: Sequence[Row], at: int, width: int) -> bool:
    """Whether a row is a remark; the last one above the rows may hold the names."""
    cells = rows[at][1]
    if not _COMMENT.match(cells[0]):
        return False
    is_last = at + 1 < len(rows) and not _COMMENT.match(rows[at + 1][1][0])
    return not (is_last and len(_uncommented(cells)) in (width, width - 1))


def _uncommented(cells: Sequence[str]) -> list[str]:
    """Names without the sign of a remark in front of them."""
    first = _COMMENT.sub("", cells[0]) if cells else ""
    if cells and _COMMENT.match(cells[0]) and not first.strip() and len(cells) > 1:
        return list(cells[1:])
    return [first, *cells[1:]]


def _fitted(
    cells: Sequence[str], body: Sequence[Sequence[str]], width: int
) -> tuple[list[str], bool, bool]:
    """The cells of a first row, one for each column; whether rows have names, and whether they end with a delimiter."""
    fitted = list(_uncommented(cells))
    if len(fitted) == width + 1 and not fitted[-1].strip():
        return fitted[:-1], False, False
    if len(fitted) == width - 1 and body:
        if not any(row[-1].strip() for row in body) and any(row[0].strip() for row in body):
            return [*fitted, ""], False, True
        return ["", *fitted], True, False
    return (fitted + [""] * width)[:width], False, False


def _ends_empty(names: Sequence[str] | None, body: Sequence[Sequence[str]]) -> bool:
    """Whether names and rows all end with a delimiter."""
    is_named = names is not None and bool(names[-1].strip())
    return not is_named and len(body) > 1 and not any(row[-1].strip() for row in body)


# ---- names or data -----------------------------------------------------------------------------------


def _score(
    cells: Sequence[str], body: Sequence[Sequence[str]], decimal: str | None, is_short: bool
) -> float:
    """How much speaks for names: more than 0 is names."""
    words = [cell.strip() for cell in cells]
    if not any(words):
        return -1.0
    if not body:
        return -1.0 if any(map(is_number, words)) else 1.0
    score = 3.0 if is_short else 0.0
    numbers: list[tuple[str, list[str]]] = []
    for index, word in enumerate(words):
        below = [cell for row in body if (cell := row[index].strip())]
        if not below or not word:
            continue
        if is_number(word) and word.lower() not in AMONG_NUMBERS:
            numbers.append((word, below))
        else:
            score += _of_word(word, below, decimal)
    score += _of_numbers(numbers, has_words=len(numbers) < sum(map(bool, words)))
    if score == 0 and not numbers:
        return 0.5 if len(set(words)) >= len(words) - 1 else -0.5
    return score


def _of_word(word: str, below: list[str], decimal: str | None) -> float:
    """What a word above a column says: for names where numbers are below, against them where it is there again."""
    if word.lower() in AMONG_NUMBERS and not word.isalpha():
        return 0.0
    if guess(below, decimal).share > 0.8:
        return 0.0 if word.lower() in AMONG_NUMBERS else 2.0
    if word in below:
        return -2.0
    is_few = len(set(below)) <= 0.5 * len(below)
    return 1.0 if is_few and len(below) >= 5 else 0.0


def _of_numbers(numbers: list[tuple[str, list[str]]], *, has_words: bool) -> float:
    """What numbers in a first row say: years or 1, 2, 3 … above other numbers are names, others are data."""
    if not numbers:
        return 0.0
    named = [_whole(word) for word, _ in numbers]
    steps = {b - a for a, b in pairwise(named) if a is not None and b is not None}
    is_row = (
        None not in named
        and len(steps) <= 1
        and all(step > 0 for step in steps)
        and (len(named) >= 3 or has_words)
    )
    is_year = all(value is not None and 1800 <= value <= 2200 for value in named)
    counts_up = named[0] in (0, 1) and len(named) >= 4 and steps == {1}
    if is_row and (is_year or counts_up):
        others = sum(not _belongs(word, below) for word, below in numbers)
        if others >= 0.8 * len(numbers):
            return 2.0 * len(numbers)
    return -1.0 * len(numbers)


def _whole(word: str) -> int | None:
    word = word.strip()
    return int(word) if word.isascii() and word.isdigit() and len(word) <= 9 else None


def _belongs(word: str, below: list[str]) -> bool:
    """Whether a whole number could stand in the column: as large as the others, and written as they are."""
    values = [float(cell) for cell in below if re.fullmatch(r"[+-]?\d+(\.\d+)?", cell)]
    if len(values) < 0.5 * len(below):
        return False
    low, high = min(values), max(values)
    spread = (high - low) or abs(high) or 1.0
    return (low - spread <= float(word) <= high + spread and word in below) or (
        low <= float(word) <= high and not any("." in cell for cell in below)
    )


def _below(rows: Sequence[Row], width: int, decimal: str | None) -> int:
    """How many rows below the names are no data: words above columns of numbers, such as units."""
    body = [row for _, row in rows[_MOST_BELOW:] if len(row) == width][:200]
    if len(body) < 5:
        return 0
    numeric = [
        index
        for index in range(width)
        if (below := [cell for row in body if (cell := row[index].strip())])
        and guess(below, decimal).share > 0.8
    ]
    count = 0
    for _, row in rows[:_MOST_BELOW]:
        if len(row) != width or not numeric:
            break
        cells = [row[index].strip() for index in numeric]
        words = [cell for cell in cells if cell and not is_number(cell)]
        is_units = len(words) == sum(map(bool, cells)) and any(
            word.lower() not in AMONG_NUMBERS for word in words
        )
        if not is_units:
            break
        count += 1
    return count


def unique(names: Sequence[str]) -> list[str]:
    """The names of the columns, each there once; those without one are numbered."""
    cleaned = [
        "".join(c for c in name if c.isprintable()).strip()[:100] or f"column {index + 1}"
        for index, name in enumerate(names)
    ]
    taken = set(cleaned)
    seen: set[str] = set()
    found: list[str] = []
    for name in cleaned:
        number = 2
        fresh = name
        while fresh in seen or (fresh != name and fresh in taken):
            fresh = f"{name} ({number})"
            number += 1
        seen.add(fresh)
        found.append(fresh)
    return found
