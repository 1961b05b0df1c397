"""Columns of dates: in which order day, month and year stand, and each cell as seconds."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Literal, TypeAlias

import numpy as np

Order: TypeAlias = Literal["day first", "month first"]
_IS_OPEN = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]")
"""Dates that begin so can be read in two ways."""
_HALF = r"(?: ?(?P<half>[AaPp])\.?[Mm]\.?)?"
_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
_TIME = rf"(?:[T ]+{_CLOCK}{_HALF})?"
_ZONE = r"(?: ?(?:Z|UTC|GMT|[+-]\d{2}:?(?:\d{2})?))?"
_MONTH = r"(?P<name>[^\W\d_]{3,9})\.?"
_YEAR = r"(?P<year>\d{4}|\d{2})"
_SHAPES = [
    re.compile(shape + _TIME + _ZONE)
    for shape in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        rf"(?P<one>\d{{1,2}})[-/.](?P<two>\d{{1,2}})[-/.]{_YEAR}",
        r"(?P<year>\d{4})[-/](?P<month>\d{1,2})",
        r"(?P<month>\d{1,2})/(?P<year>\d{4})",
        rf"(?P<day>\d{{1,2}})[-. ]+{_MONTH}[-. ,]+{_YEAR}",
        rf"{_MONTH}[-. ]+(?P<day>\d{{1,2}}),?[-. ]+(?P<year>\d{{4}})",
        rf"{_MONTH}[-. ]+(?P<year>\d{{4}})",
        r"(?P<year>\d{4})[- ]?[Qq](?P<quarter>[1-4])",
    )
]
_NAMES = {
    name: month
    for month, names in enumerate(
        (
            "jan january januar jän januari",
            "feb february februar februari",
            "mar march märz mär mrz",
            "apr april",
            "may mai mei",
            "jun june juni",
            "jul july juli",
            "aug august",
            "sep sept september",
            "oct october okt oktober",
            "nov november",
            "dec december dez dezember",
        ),
        1,
    )
    for name in names.split()
}


def seconds_of(cell: str, order: Order) -> float:
    """A date as seconds since the year 1; NaN where the cell is none."""
    if len(cell) > 40:
        return math.nan
    found = next((match for shape in _SHAPES if (match := shape.fullmatch(cell.strip()))), None)
    if found is None:
        return math.nan
    part = found.groupdict()
    if part.get("one"):
        first, second = ("day", "month") if order == "day first" else ("month", "day")
        part |= {first: part["one"], second: part["two"]}
    if part.get("name"):
        part["month"] = str(_NAMES.get(part["name"].casefold(), 0))
    if part.get("quarter"):
        part["month"] = str(3 * int(part["quarter"]) - 2)
    year = int(part["year"])
    year += (2000 if year < 70 else 1900) if len(part["year"]) == 2 else 0
    hour = int(part["hour"] or 0)
    if part["half"]:
        hour = hour % 12 + (12 if part["half"] in "pP" else 0)
    try:
        day = datetime(year, int(part["month"]), int(part.get("day") or 1))
        time = timedelta(
            hours=hour, minutes=int(part["minute"] or 0), seconds=int(part["second"] or 0)
        )
        return (day - datetime(1, 1, 1) + time).total_seconds()
    except (ValueError, OverflowError):
        return math.nan


def order_of(cells: Sequence[str], given: Order | None) -> tuple[Order | None, bool]:
    """In which order dates are written, and whether that is certain; None where the cells are no dates."""
    words = [cell.strip() for cell in cells if cell.strip()][:1_000]
    if len(words) < 5:
        return None, True
    both: tuple[Order, Order] = ("day first", "month first")
    times = {order: np.array([seconds_of(word, order) for word in words]) for order in both}
    there = {order: int((~np.isnan(times[order])).sum()) for order in both}
    if max(there.values()) < 0.95 * len(words):
        return None, True
    if given is not None:
        return given, True
    if there["day first"] != there["month first"]:
        return max(both, key=lambda order: there[order]), True
    if (times["day first"] == times["month first"]).all():
        return "day first", True
    steps = {order: _is_sorted(times[order]) for order in both}
    if steps["day first"] != steps["month first"]:
        return max(both, key=lambda order: steps[order]), True
    return ("day first" if "." in words[0] else "month first"), False


def _is_sorted(times: Any) -> bool:
    steps = np.diff(times)
    return bool((steps >= 0).all() or (steps <= 0).all())


def needs_order(cells: Sequence[str]) -> bool:
    """Whether some dates begin with two short numbers, so that the order of day and month matters."""
    return any(_IS_OPEN.match(cell.strip()) for cell in cells)


def times_of(cells: Sequence[str], order: Order) -> Any:
    """Cells as seconds [rows] float64."""
    known = {cell: seconds_of(cell, order) for cell in set(cells)}
    return np.array([known[cell] for cell in cells], np.float64)
