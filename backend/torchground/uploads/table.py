"""Reads a table of comma separated values: finds delimiter, header and decimal mark, and what each column holds."""

from __future__ import annotations

import csv
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import IO, Any

import numpy as np

from torchground.files.meta import Column, TableMeta
from torchground.uploads import sentences
from torchground.uploads.answer import Arrays, FilePreview, Found, Read, Unfit
from torchground.uploads.decoding import decoded
from torchground.uploads.limits import LIMITS
from torchground.uploads.table_shape import (
    DECIMAL_COMMA,
    DELIMITERS,
    Shape,
    plain,
    rows_of,
    shape_of,
)

_TARGETS = ("target", "label", "class", "y", "species", "outcome", "result")
_LARGEST = 1e30
"""Beyond this a number cannot be kept in single precision once it was squared."""
LEAST_ROWS = 10
_CHUNK = 20_000
_FEW_WHOLE = 50


@dataclass
class Filling:
    """One column while it is read: each cell as a number (NaN where it is none) and as one of a few values."""

    numbers: list[Any] | None = field(default_factory=list)
    """None where most cells are no numbers."""
    codes: list[Any] | None = field(default_factory=list)
    """None where there are too many different values."""
    values: dict[str, int] = field(default_factory=dict)
    seen: int = 0
    missing: int = 0
    odd: int = 0
    """Cells that are neither numbers nor missing."""
    first_odd: tuple[int, str] | None = None
    huge: int = 0

    def add(self, cells: Sequence[str], line: int, comma: bool) -> None:
        """Some more cells, from the row ``line`` on."""
        self.seen += len(cells)
        if not comma and self.numbers is not None and self._add_plain_numbers(cells):
            return
        values = [plain(cell) for cell in cells]
        self.missing += values.count("")
        if self.numbers is not None:
            numbers = [self._number(value, line + i, comma) for i, value in enumerate(values)]
            self.numbers.append(self._bounded(np.array(numbers)))
            if self.odd > max(1_000, self.seen // 2):
                self.numbers = None
        self._add_codes(values)

    def _add_plain_numbers(self, cells: Sequence[str]) -> bool:
        """The quick way, where every cell is written as a number; whether it was."""
        try:
            numbers = np.fromiter(map(float, cells), np.float64, len(cells))
        except ValueError:
            return False
        assert self.numbers is not None
        self.missing += int(np.isnan(numbers).sum())
        self.numbers.append(self._bounded(numbers))
        if self.codes is not None and len(set(cells)) > LIMITS.levels:
            self.codes = None
        self._add_codes([plain(cell) for cell in cells] if self.codes is not None else [])
        return True

    def _number(self, value: str, line: int, comma: bool) -> float:
        if not value:
            return math.nan
        try:
            if comma and DECIMAL_COMMA.fullmatch(value):
                value = value.replace(".", "").replace(",", ".")
            return float(value)
        except ValueError:
            self.odd += 1
            self.first_odd = self.first_odd or (line, value)
            return math.nan

    def _bounded(self, numbers: Any) -> Any:
        beyond = np.abs(numbers) > _LARGEST
        if beyond.any():
            self.huge += int(beyond.sum())
            numbers[beyond] = math.nan
        return numbers

    def _add_codes(self, values: list[str]) -> None:
        if self.codes is None:
            return
        for value in set(values) - self.values.keys() - {""}:
            self.values[value] = len(self.values)
        if len(self.values) > LIMITS.levels:
            self.codes = None
            return
        known = {**self.values, "": -1}
        self.codes.append(np.array([known[value] for value in values], np.int32))


def read(file: IO[bytes]) -> Read:
    """Every column as numbers or as one of a few values. Raises :class:`Unfit`."""
    # 1. Text, and how its rows are written
    written = decoded(file, sentences.SAVE_AS_CSV())
    text = written.text
    csv.field_size_limit(LIMITS.cell_chars)
    shape = shape_of(text)
    # 2. Every row, some thousand at a time, turned into columns
    notes: list[str] = [] if written.note is None else [written.note]
    fillings, first, rows = _filled(text, shape, notes)
    # 3. What each column holds, by all its cells
    names = _names(shape)
    columns: list[Column] = []
    arrays: Arrays = {}
    room = LIMITS.all_levels
    for index, (name, filling) in enumerate(zip(names, fillings, strict=True)):
        columns.append(_column(name, index, filling, rows, room, arrays, notes))
        room -= len(columns[-1].levels)
        fillings[index] = Filling()
    meta = TableMeta(rows=rows, columns=_roles(columns, arrays))
    if not any(column.kind in ("number", "category") for column in columns):
        raise Unfit(sentences.NOTHING_TO_LEARN())
    about = {
        "encoding": written.encoding,
        "delimiter": DELIMITERS[shape.delimiter],
        "decimal mark": "comma" if shape.comma else "point",
        "first line": "names" if shape.header else "data",
    }
    preview = FilePreview(rows=[[_shown(cell) for cell in row] for row in first], about=about)
    return Read(Found(meta=meta, preview=preview, notes=notes[:20]), arrays)


# ---- its cells ---------------------------------------------------------------------------------------


def _filled(
    text: str, shape: Shape, notes: list[str]
) -> tuple[list[Filling], list[list[str]], int]:
    """All columns, the first rows as they stand there, and the number of rows."""
    fillings = [Filling() for _ in range(shape.width)]
    first: list[list[str]] = []
    broken: list[tuple[int, int]] = []
    count = 0
    rows = rows_of(text, shape.delimiter)
    if shape.header is not None:
        next(rows)
    while chunk := list(islice(rows, _CHUNK)):
        _check_size(count + len(chunk), shape)
        broken += [(line, len(row)) for line, row in chunk if len(row) != shape.width]
        even = [(line, row) for line, row in chunk if len(row) == shape.width]
        first += [row for _, row in even[: 8 - len(first)]]
        count += len(even)
        if even:
            for filling, cells in zip(
                fillings, zip(*(row for _, row in even), strict=True), strict=True
            ):
                filling.add(cells, even[0][0], shape.comma)
    _check_broken(broken, count, shape, notes)
    if count < LEAST_ROWS:
        raise Unfit(sentences.FEW_ROWS(count=count, least=LEAST_ROWS))
    return fillings, first, count


def _check_size(rows: int, shape: Shape) -> None:
    if rows > LIMITS.rows:
        raise Unfit(sentences.TOO_MANY_ROWS(most=LIMITS.rows))
    if rows * shape.width > LIMITS.cells:
        raise Unfit(sentences.TOO_MANY_CELLS(most=LIMITS.cells))


def _check_broken(
    broken: list[tuple[int, int]], count: int, shape: Shape, notes: list[str]
) -> None:
    """A few rows of another width are left out and named; many are a refusal."""
    if not broken:
        return
    line, width = broken[0]
    if len(broken) > max(3, count // 100):
        uneven = sentences.UNEVEN_ROWS(
            count=len(broken),
            line=line,
            width=width,
            usual=shape.width,
            delimiter=DELIMITERS[shape.delimiter],
        )
        raise Unfit(uneven, f"line {line}")
    lines = ", ".join(f"{line:,}" for line, _ in broken[:5])
    notes.append(
        f"left out because they are not {shape.width:,} cells wide: line {lines}"
        + (" …" if len(broken) > 5 else "")
    )


def _names(shape: Shape) -> list[str]:
    """The columns' names, each there once."""
    given = shape.header or [""] * shape.width
    seen: Counter[str] = Counter()
    names = []
    for index, cell in enumerate(given):
        name = "".join(c for c in cell if c.isprintable()).strip()[:100] or f"column {index + 1}"
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names


# ---- what a column holds -----------------------------------------------------------------------------


def _column(
    name: str, index: int, filling: Filling, rows: int, room: int, arrays: Arrays, notes: list[str]
) -> Column:
    """A column by all its cells; its arrays are added to the others."""
    present = rows - filling.missing
    if present == 0:
        return Column(name=name, kind="empty", missing=rows, role="ignore")
    if filling.numbers is not None and filling.odd <= present // 20 and present > filling.odd:
        return _number_column(name, index, filling, room, arrays, notes)
    if filling.codes is None or len(filling.values) > min(room, present * 0.7):
        return Column(name=name, kind="text", missing=filling.missing, role="ignore")
    codes, levels = _sorted(np.concatenate(filling.codes), sorted(filling.values), filling.values)
    arrays[f"c{index}"] = codes
    counts = np.bincount(codes[codes >= 0], minlength=len(levels)).tolist()
    shown = _distinct([_shown(level, 100) for level in levels])
    return Column(name=name, kind="category", missing=filling.missing, levels=shown, counts=counts)


def _number_column(
    name: str, index: int, filling: Filling, room: int, arrays: Arrays, notes: list[str]
) -> Column:
    numbers = np.concatenate(filling.numbers or [])
    numbers[~np.isfinite(numbers)] = math.nan
    missing = int(np.isnan(numbers).sum())
    if missing == len(numbers):
        return Column(name=name, kind="empty", missing=missing, role="ignore")
    if filling.first_odd:
        line, value = filling.first_odd
        notes.append(
            f"column {name[:60]!r}: {filling.odd:,} cells are no numbers and count as missing, the first near line "
            f"{line:,}: {_shown(value)!r}"
        )
    if filling.huge:
        notes.append(f"column {name[:60]!r}: {filling.huge:,} numbers beyond 10³⁰ count as missing")
    arrays[f"n{index}"] = numbers
    there = numbers[~np.isnan(numbers)]
    levels, counts = _whole_levels(there, min(room, _FEW_WHOLE))
    if levels:
        codes = np.searchsorted(np.unique(there), numbers).astype(np.int32)
        codes[np.isnan(numbers)] = -1
        arrays[f"c{index}"] = codes
    return Column(
        name=name,
        kind="number",
        missing=missing,
        levels=levels,
        counts=counts,
        low=float(there.min()),
        high=float(there.max()),
    )


def _whole_levels(numbers: Any, most: int) -> tuple[list[str], list[int]]:
    """The different values of a column of whole numbers with few of them; empty where there are others."""
    if (numbers != np.rint(numbers)).any() or np.abs(numbers).max() > 2**53:
        return [], []
    different, counts = np.unique(numbers, return_counts=True)
    if not 1 <= len(different) <= most:
        return [], []
    return [str(int(value)) for value in different], counts.tolist()


def _sorted(codes: Any, order: list[str], values: dict[str, int]) -> tuple[Any, list[str]]:
    """Codes by the sorted levels rather than by who came first."""
    place = np.empty(len(order) + 1, np.int32)
    for new, level in enumerate(order):
        place[values[level]] = new
    place[-1] = -1
    return place[codes], order


def _distinct(names: list[str]) -> list[str]:
    seen: Counter[str] = Counter()
    for index, name in enumerate(names):
        seen[name] += 1
        names[index] = name if seen[name] == 1 else f"{name} ({seen[name]})"
    return names


def _roles(columns: list[Column], arrays: Arrays) -> list[Column]:
    """What each column probably is: what says nothing of a row is left out, and one is the target."""
    roles = [
        "ignore" if _says_nothing(index, column, arrays) else column.role
        for index, column in enumerate(columns)
    ]
    usable = [i for i, role in enumerate(roles) if role == "feature"]
    if usable:
        named = [i for i in usable if columns[i].name.lower() in _TARGETS]
        roles[named[0] if named else usable[-1]] = "target"
    return [
        column.model_copy(update={"role": role})
        for column, role in zip(columns, roles, strict=True)
    ]


def _says_nothing(index: int, column: Column, arrays: Arrays) -> bool:
    """Whether a column is the same in every row, or only counts the rows."""
    if column.kind == "category":
        return len(column.levels) < 2
    if column.kind != "number" or column.low == column.high:
        return True
    counts = column.missing == 0 and column.low in (0.0, 1.0)
    return counts and bool((np.diff(arrays[f"n{index}"]) == 1).all())


def _shown(cell: str, most: int = 40) -> str:
    """A cell as it is shown: printable, one line, cut."""
    text = "".join(c if c.isprintable() else " " for c in cell.strip())
    return text if len(text) <= most else text[: most - 1] + "…"
