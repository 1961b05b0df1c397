"""One column while its rows are read: each cell as a number and as one of a few values."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import numpy as np

from torchground.uploads.limits import LIMITS
from torchground.uploads.tables.missing import is_missing_number, plain
from torchground.uploads.tables.numbers import Format, values_of

LARGEST = 1e30
"""Beyond this a number cannot be kept in single precision once it was squared."""
_MOST_WORDS = 1_000
MOST_LINES = 20
"""So many lines are named of what is odd."""
MOST_COUNTED = 5_000
"""So many different values are counted, to say how many there are."""


@dataclass
class Filling:
    """A column while it is read; NaN and -1 stand where there is no value."""

    how: Format = field(default_factory=Format)
    """How its numbers are written, by its first rows and some others."""
    missing_words: frozenset[str] | None = None
    """Words that a person named besides the usual ones; with an empty set no word is usual."""
    numbers: list[Any] | None = field(default_factory=list)
    """None where most cells are no numbers."""
    codes: list[Any] | None = field(default_factory=list)
    """None where there are too many different values."""
    values: dict[str, int] = field(default_factory=dict)
    different: set[str] = field(default_factory=set)
    """The different values, up to some thousand."""
    seen: int = 0
    empty: int = 0
    """Cells that hold nothing, or what is never a value."""
    never: Counter[str] = field(default_factory=Counter)
    """What was never a value, by its word."""
    missing: Counter[str] = field(default_factory=Counter)
    """Words among numbers that mean missing."""
    odd: Counter[str] = field(default_factory=Counter)
    """Cells that are neither numbers nor missing."""
    first_odd: tuple[int, str] | None = None
    lines: list[int] = field(default_factory=list)
    """The first lines with odd cells."""
    missing_lines: list[int] = field(default_factory=list)
    """The first lines with words among numbers that mean missing."""
    never_lines: list[int] = field(default_factory=list)
    """The first lines with what was never a value."""
    huge: int = 0

    @property
    def num_odd(self) -> int:
        return self.odd.total()

    def add(self, cells: Sequence[str], lines: Sequence[int], quick: bool) -> None:
        """Some more cells and the lines they stand in; ``quick`` says that no cell of the file holds an underscore."""
        self.seen += len(cells)
        if quick and self.how.is_plain and self._add_plain_numbers(cells):
            return
        before = self.never.total() if self.never else 0
        words = [self._there(cell) for cell in cells]
        if self.never and len(self.never_lines) < MOST_LINES and self.never.total() > before:
            there = (n for n, w, c in zip(lines, words, cells, strict=True) if not w and c.strip())
            self.never_lines += islice(there, MOST_LINES - len(self.never_lines))
        self.empty += words.count("")
        if self.numbers is not None:
            self._add_numbers(words, lines)
        self._add_codes(words)

    def _there(self, cell: str) -> str:
        """A cell without blanks; empty where there is no value whatever the column holds."""
        word = plain(cell)
        if not word:
            word = cell.strip()
            if word:
                self.never[word] += 1
            return ""
        if self.missing_words and word in self.missing_words:
            self.never[word] += 1
            return ""
        return word

    def _add_plain_numbers(self, cells: Sequence[str]) -> bool:
        """The quick way, where every cell is written as a number; whether it was."""
        if self.numbers is None or self.missing_words:
            return False
        try:
            numbers = np.fromiter(map(float, cells), np.float64, len(cells))
        except ValueError:
            return False
        if not np.isfinite(numbers).all():
            return False
        self.numbers.append(self._bounded(numbers))
        if self.codes is not None:
            if len(set(cells)) > LIMITS.levels:
                self.codes = None
            else:
                self._add_codes([cell.strip() for cell in cells])
        return True

    def _add_numbers(self, words: Sequence[str], lines: Sequence[int]) -> None:
        found = values_of(words, self.how)
        for at, value in enumerate(found):
            if value is None and words[at]:
                self._add_word(words[at], lines[at])
        assert self.numbers is not None
        self.numbers.append(self._bounded(np.array([math.nan if v is None else v for v in found])))
        if self.num_odd > max(1_000, self.seen // 2) and len(self.odd) > 1:
            self.numbers = None

    def _add_word(self, word: str, line: int) -> None:
        """A word among numbers."""
        if self.missing_words != frozenset() and is_missing_number(word):
            self.missing[word] += 1
            if len(self.missing_lines) < MOST_LINES:
                self.missing_lines.append(line)
            return
        if len(self.odd) < _MOST_WORDS or word in self.odd:
            self.odd[word] += 1
        else:
            self.odd[""] += 1
        self.first_odd = self.first_odd or (line, word)
        if len(self.lines) < MOST_LINES:
            self.lines.append(line)

    def _bounded(self, numbers: Any) -> Any:
        beyond = np.abs(numbers) > LARGEST
        if beyond.any():
            self.huge += int(beyond.sum())
            numbers[beyond] = math.nan
        return numbers

    def _add_codes(self, words: list[str]) -> None:
        if self.codes is None:
            if self.numbers is None and len(self.different) < MOST_COUNTED:
                self.different.update(words)
            return
        for value in sorted(set(words) - self.values.keys() - {""}):
            self.values[value] = len(self.values)
        if len(self.values) > 4 * LIMITS.levels:
            self.codes = None
            self.different = set(self.values)
            return
        known = {**self.values, "": -1}
        self.codes.append(np.array([known[value] for value in words], np.int32))
