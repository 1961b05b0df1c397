"""Windows that slide along an axis: where they stand, and which cells a place of the output reads. Plain arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Window:
    """A window along one axis of an input."""

    kernel_size: int
    stride: int
    padding: int
    dilation: int = 1
    behind: int | None = None
    """The padding behind the last cell, where it is not the same as that before the first."""

    def places(self, size: int) -> int:
        """How many places it has along that many cells; less than 1 where it does not fit."""
        padded = size + self.padding + (self.padding if self.behind is None else self.behind)
        reach = self.dilation * (self.kernel_size - 1) + 1
        return (padded - reach) // self.stride + 1

    def reads(self, place: int, size: int) -> list[tuple[int, int]]:
        """At one place: which of its own cells lies on which cell of the input; those outside are left out."""
        start = place * self.stride - self.padding
        cells = [(k, start + k * self.dilation) for k in range(self.kernel_size)]
        return [(k, cell) for k, cell in cells if 0 <= cell < size]

    def ends(self, place: int, size: int) -> tuple[int, int]:
        """At one place: the first and last cell of the input that it reads; (0, -1) where it reads none."""
        start = place * self.stride - self.padding
        skipped = max(0, -(start // self.dilation))
        kept = min(self.kernel_size - 1, (size - 1 - start) // self.dilation)
        first, last = start + skipped * self.dilation, start + kept * self.dilation
        return (first, last) if skipped <= kept else (0, -1)

    def writes(self, place: int, size: int) -> list[tuple[int, int]]:
        """The other way round, for a window that is stamped: which of its own cells, stamped by which cell of the
        input, lands on this place of the output."""
        found = []
        for k in range(self.kernel_size):
            cell, rest = divmod(place + self.padding - k * self.dilation, self.stride)
            if rest == 0 and 0 <= cell < size:
                found.append((k, cell))
        return found


def share(place: int, size: int, places: int) -> list[int]:
    """The cells of one of ``places`` nearly equal parts of an axis."""
    return list(range(place * size // places, -(-(place + 1) * size // places)))


def span(cells: Sequence[int]) -> tuple[int, int]:
    """The first and last of some cells; (0, -1) where there are none."""
    return (min(cells), max(cells)) if cells else (0, -1)


def reached(window: Window, low: int, high: int, size: int) -> tuple[int, int]:
    """The first and last cell of an axis that the places from ``low`` to ``high`` read; (0, -1) where they read none.

    Only places whose window leans over an edge are looked at one by one: from the first that does not, cells go up.
    """
    places = range(low, high + 1)
    first, last = size, -1
    for place in places:
        cell, end = window.ends(place, size)
        first = min(first, cell) if cell <= end else first
        if first == 0 or place * window.stride >= window.padding:
            break
    reach = window.dilation * (window.kernel_size - 1)
    for place in reversed(places):
        cell, end = window.ends(place, size)
        last = max(last, end) if cell <= end else last
        if last == size - 1 or place * window.stride - window.padding + reach < size:
            break
    return (first, last) if first <= last else (0, -1)
