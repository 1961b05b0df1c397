"""Windows that slide along an axis: their positions, and which cells of the input each of them reads. Plain
arithmetic."""

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
    """The padding after the last cell, if it differs from the padding before the first."""

    def places(self, size: int) -> int:
        """How many positions the window has along an axis of this size. Less than 1 if it does not fit."""
        padded = size + self.padding + (self.padding if self.behind is None else self.behind)
        reach = self.dilation * (self.kernel_size - 1) + 1
        return (padded - reach) // self.stride + 1

    def reads(self, place: int, size: int) -> list[tuple[int, int]]:
        """Which input cells the window reads at one position, as pairs (cell of the window, cell of the input). Cells
        outside the input are left out."""
        start = place * self.stride - self.padding
        cells = [(k, start + k * self.dilation) for k in range(self.kernel_size)]
        return [(k, cell) for k, cell in cells if 0 <= cell < size]

    def ends(self, place: int, size: int) -> tuple[int, int]:
        """The first and last input cell that the window reads at one position. (0, -1) if it reads none."""
        start = place * self.stride - self.padding
        skipped = max(0, -(start // self.dilation))
        kept = min(self.kernel_size - 1, (size - 1 - start) // self.dilation)
        first, last = start + skipped * self.dilation, start + kept * self.dilation
        return (first, last) if skipped <= kept else (0, -1)

    def writes(self, place: int, size: int) -> list[tuple[int, int]]:
        """For transposed convolutions: which input cells write to one position of the output, as pairs (cell of the
        window, cell of the input)."""
        found = []
        for k in range(self.kernel_size):
            cell, rest = divmod(place + self.padding - k * self.dilation, self.stride)
            if rest == 0 and 0 <= cell < size:
                found.append((k, cell))
        return found


def share(place: int, size: int, places: int) -> list[int]:
    """The cells of part number ``place`` if an axis is divided into ``places`` nearly equal parts."""
    return list(range(place * size // places, -(-(place + 1) * size // places)))


def span(cells: Sequence[int]) -> tuple[int, int]:
    """The first and last of some cells. (0, -1) if there are none."""
    return (min(cells), max(cells)) if cells else (0, -1)


def reached(window: Window, low: int, high: int, size: int) -> tuple[int, int]:
    """The first and last cell of an axis that the positions from ``low`` to ``high`` read. (0, -1) if they read none.

    Only positions whose window reaches beyond an edge are computed one by one. The search stops at the first window
    that does not, because the cells only increase from there.
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
