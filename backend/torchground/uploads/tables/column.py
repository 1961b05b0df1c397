"""What a column holds, by all its cells: numbers, a few different values, texts or nothing."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from torchground.files.meta import Column
from torchground.files.recipe import TableNote
from torchground.uploads.answer import Arrays
from torchground.uploads.limits import LIMITS
from torchground.uploads.tables import notes as said
from torchground.uploads.tables.filling import MOST_COUNTED, Filling
from torchground.uploads.tables.missing import AMONG_NUMBERS
from torchground.uploads.tables.notes import note

_FEW_WHOLE = 50
_BOOLEANS = frozenset(
    {
        "yes",
        "no",
        "true",
        "false",
        "y",
        "n",
        "t",
        "f",
        "ja",
        "nein",
        "on",
        "off",
        "oui",
        "non",
        "si",
        "sí",
    }
)


@dataclass
class Holding:
    """Columns that are done, and what is said of them."""

    rows: int
    cases: Literal["keep", "merge"] | None = None
    """Whether words that differ in case only are one; None: where they surely are."""
    room: int = LIMITS.all_levels
    """How many more levels fit."""
    arrays: Arrays = field(default_factory=dict)
    notes: list[TableNote] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    """Columns of which was said already why they are no input."""
    twins: dict[str, list[str]] = field(default_factory=dict)
    """Words of a column that differ in case only and were kept apart."""

    def column(self, name: str, index: int, filling: Filling) -> Column:
        """A column by all its cells; its arrays are added to the others."""
        if filling.seen == filling.empty:
            return Column(name=name, kind="empty", missing=self.rows, role="ignore")
        made = self._numbers(name, index, filling) if _is_numbers(filling) else None
        made = made or self._category(name, index, filling)
        self.room -= len(made.levels)
        if filling.never:
            words, count = said.counted_words(filling.never.most_common()), filling.never.total()
            sentence = said.NEVER_VALUES(name=name[:60], words=words, count=count)
            self.say(sentence, name, count, filling.never_lines)
        return made

    def say(self, sentence: Any, name: str, count: int, lines: Sequence[int] = ()) -> None:
        self.notes.append(note(sentence, column=name, count=count, lines=lines))

    # ---- numbers ---------------------------------------------------------------------------------

    def _numbers(self, name: str, index: int, filling: Filling) -> Column | None:
        numbers = np.concatenate(filling.numbers or [])
        if filling.missing_words:
            for value in _as_numbers(filling.missing_words):
                numbers[numbers == value] = math.nan
        numbers[~np.isfinite(numbers)] = math.nan
        there = numbers[~np.isnan(numbers)]
        if not len(there):
            return None
        self._say_of_numbers(name, filling)
        self.arrays[f"n{index}"] = numbers
        levels, counts = _whole_levels(there, min(self.room, _FEW_WHOLE))
        if levels:
            codes = np.searchsorted(np.unique(there), numbers).astype(np.int32)
            codes[np.isnan(numbers)] = -1
            self.arrays[f"c{index}"] = codes
        return Column(
            name=name,
            kind="number",
            missing=len(numbers) - len(there),
            levels=levels,
            counts=counts,
            low=float(there.min()),
            high=float(there.max()),
        )

    def _say_of_numbers(self, name: str, filling: Filling) -> None:
        short, how = name[:60], filling.how
        if filling.first_odd:
            line, cell = filling.first_odd
            count = filling.num_odd
            sentence = said.NOT_NUMBERS(name=short, count=count, line=line, cell=shown(cell))
            self.say(sentence, name, count, filling.lines)
        if filling.huge:
            self.say(said.HUGE(name=short, count=filling.huge), name, filling.huge)
        if filling.missing:
            words, count = (
                said.counted_words(filling.missing.most_common()),
                filling.missing.total(),
            )
            sentence = said.MISSING_WORDS(name=short, words=words, count=count)
            self.say(sentence, name, count, filling.missing_lines)
        if how.unit in ("%", "‰"):
            self.say(said.PERCENT(name=short), name, filling.seen)
        elif how.unit:
            self.say(said.UNIT(name=short, unit=how.unit), name, filling.seen)
        if how.money:
            self.say(said.MONEY(name=short, sign=how.money), name, filling.seen)

    # ---- words -----------------------------------------------------------------------------------

    def _category(self, name: str, index: int, filling: Filling) -> Column:
        present = self.rows - filling.empty
        if filling.codes is not None and filling.values:
            codes, levels = np.concatenate(filling.codes), list(filling.values)
            codes, levels = self._merged(name, codes, levels)
            if len(levels) <= min(self.room, present * 0.7, LIMITS.levels):
                return self._levels(name, index, filling, codes, levels)
        different = max(len(filling.different - {""}), len(filling.values))
        if name not in self.told:
            self._say_left_out(name, different, present)
        return Column(
            name=name, kind="text", missing=filling.empty, role="ignore", different=different
        )

    def _levels(
        self, name: str, index: int, filling: Filling, codes: Any, levels: list[str]
    ) -> Column:
        order = sorted(range(len(levels)), key=lambda code: levels[code])
        place = np.empty(len(levels) + 1, np.int32)
        place[order] = np.arange(len(levels))
        place[-1] = -1
        codes = place[codes]
        levels = [levels[code] for code in order]
        self.arrays[f"c{index}"] = codes
        counts = np.bincount(codes[codes >= 0], minlength=len(levels)).tolist()
        self._say_of_words(name, filling, levels, counts)
        names = _distinct([shown(level, 100) for level in levels])
        return Column(
            name=name, kind="category", missing=filling.empty, levels=names, counts=counts
        )

    def _say_of_words(
        self, name: str, filling: Filling, levels: list[str], counts: list[int]
    ) -> None:
        short = name[:60]
        kept = [(w, n) for w, n in zip(levels, counts, strict=True) if w.lower() in AMONG_NUMBERS]
        # A minus beside a plus is a result of a test, not a gap.
        kept = [(w, n) for w, n in kept if w != "-" or "+" not in levels]
        if kept:
            count = sum(n for _, n in kept)
            words = said.counted_words(kept)
            self.say(said.KEPT_WORDS(name=short, words=words, count=len(kept)), name, count)
        if filling.numbers is not None and filling.first_odd:
            words_count = filling.num_odd
            numbers = filling.seen - filling.empty - words_count - filling.missing.total()
            if numbers >= 0.1 * filling.seen and len(levels) > 2:
                _, cell = filling.first_odd
                sentence = said.MIXED(
                    name=short, numbers=numbers, words=words_count, cell=shown(cell)
                )
                self.say(sentence, name, words_count, filling.lines)

    def _say_left_out(self, name: str, different: int, present: int) -> None:
        if different <= min(present * 0.7, MOST_COUNTED - 1) or present > 1.4 * MOST_COUNTED:
            count = f"{different:,}" if different < MOST_COUNTED else f"{MOST_COUNTED:,} or more"
            sentence = said.TOO_MANY_VALUES(name=name[:60], count=count, most=LIMITS.levels)
        else:
            sentence = said.ALL_DIFFERENT(name=name[:60])
        self.say(sentence, name, present)

    # ---- upper and lower case --------------------------------------------------------------------

    def _merged(self, name: str, codes: Any, levels: list[str]) -> tuple[Any, list[str]]:
        """Words that differ only in case as one, where that is meant; others are named."""
        groups: dict[str, list[int]] = {}
        for code, level in enumerate(levels):
            groups.setdefault(level.casefold(), []).append(code)
        twins = {folded: group for folded, group in groups.items() if len(group) > 1}
        if not twins:
            return codes, levels
        is_boolean = groups.keys() <= _BOOLEANS
        meant = all(
            _is_one_word(folded, [levels[c] for c in group]) for folded, group in twins.items()
        )
        if self.cases == "keep" or not (self.cases == "merge" or is_boolean or meant):
            self.twins[name] = [levels[c] for group in twins.values() for c in group]
            return codes, levels
        counts = np.bincount(codes[codes >= 0], minlength=len(levels))
        place = np.full(len(levels) + 1, -1, np.int32)
        kept: list[str] = []
        for group in groups.values():
            best = max(group, key=lambda code: counts[code])
            place[group] = len(kept)
            kept.append(levels[best])
        moved = int(counts.sum() - sum(counts[group].max() for group in groups.values()))
        example = " = ".join(levels[code] for code in next(iter(twins.values()))[:4])
        self.say(said.MERGED_CASES(name=name[:60], count=moved, example=example[:120]), name, moved)
        return place[codes], kept


def _is_one_word(folded: str, words: list[str]) -> bool:
    """Whether spellings are surely one word: three letters or more, all small, all capital or with a capital first."""
    usual = {folded, folded.upper(), folded.capitalize(), folded.title(), words[0].lower()}
    return len(folded) >= 3 and folded[0].isalpha() and set(words) <= usual


def _is_numbers(filling: Filling) -> bool:
    """Whether a column holds numbers: nearly all cells are, or all but one word that is there again and again."""
    if filling.numbers is None:
        return False
    odd = filling.num_odd
    present = filling.seen - filling.empty - filling.missing.total()
    if odd <= present // 20 and present > odd:
        return True
    many = filling.codes is None or len(filling.values) >= 20
    return len(filling.odd) == 1 and odd <= 0.3 * present and many


def _as_numbers(words: frozenset[str]) -> list[float]:
    found = []
    for word in words:
        try:
            found.append(float(word.replace(",", ".")))
        except ValueError:
            continue
    return found


def _whole_levels(numbers: Any, most: int) -> tuple[list[str], list[int]]:
    """The different values of a column of whole numbers with few of them; empty where there are others."""
    if (numbers != np.rint(numbers)).any() or np.abs(numbers).max() > 2**53:
        return [], []
    different, counts = np.unique(numbers, return_counts=True)
    if not 1 <= len(different) <= most:
        return [], []
    return [str(int(value)) for value in different], counts.tolist()


def _distinct(names: list[str]) -> list[str]:
    seen: Counter[str] = Counter()
    for index, name in enumerate(names):
        seen[name] += 1
        names[index] = name if seen[name] == 1 else f"{name} ({seen[name]})"
    return names


def shown(cell: str, most: int = 40) -> str:
    """A cell as it is shown: printable, one line, cut."""
    text = "".join(c if c.isprintable() else " " for c in cell.strip())
    return text if len(text) <= most else text[: most - 1] + "…"
