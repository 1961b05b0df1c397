"""What in a table may mislead a network or a person: each with its evidence and what helps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from torchground.files.meta import Column
from torchground.files.recipe import TableFinding
from torchground.uploads.answer import Arrays
from torchground.uploads.tables.numbers import digits_lost
from torchground.words import Sentence, template

ROW_NUMBER = template(
    "table.found.row_number",
    "the column {name:quoted} only counts the rows ({examples} …), so it is ignored; where rows are sorted it would "
    "give the answer away",
)
SHUFFLED_NUMBER = template(
    "table.found.shuffled_number",
    "the column {name:quoted} holds each number from {low:,} to {high:,} once, as row numbers do; ignore it unless it "
    "is a rank",
)
ID = template(
    "table.found.id",
    "the column {name:quoted} is different in every row, as names and numbers of persons or things are ({examples} …), "
    "so it is ignored",
)
CONSTANT = template(
    "table.found.constant", "the column {name:quoted} is {value} in every row, so it is ignored"
)
REPEATS = template(
    "table.found.repeats",
    "the column {name:quoted} repeats the target {target:quoted}: each of its values stands beside one value of the "
    "target in all {count:,} rows; ignore it, or the network only copies it",
)
FOLLOWS = template(
    "table.found.follows",
    "the column {name:quoted} follows the target {target:quoted} on a straight line in all {count:,} rows; ignore it, "
    "or the network only copies it",
)
SORTED_BY_CLASS = template(
    "table.found.sorted_by_class",
    "the rows are sorted by {name:quoted}: it changes {changes:,} times in {rows:,} rows; the split shuffles them, but "
    "any column that counts the rows gives the class away",
)
SORTED_BY_TIME = template(
    "table.found.sorted_by_time",
    "the rows are in the order of the dates in {name:quoted}; a test half drawn at random lies between rows of the "
    "train half, so split by time to measure a forecast",
)
SENTINEL = template(
    "table.found.sentinel",
    "{value:g} stands {count:,} times in the column {name:quoted}, far from the others ({low:g} to {high:g}); it "
    "probably means that there is no value",
)
ONE_CLASS = template(
    "table.found.one_class",
    "{share:.1%} of the rows are {level:quoted} in {name:quoted}: a network that always says so is right so often",
)
DUPLICATES = template(
    "table.found.duplicates",
    "{count:# row is|# rows are} there more than once ({share:.1%}); copies of one row fall into both halves, and the "
    "test half then measures what was learned by heart",
)
TWINS = template(
    "table.found.twins",
    "the column {name:quoted} holds words that differ only in upper and lower case ({words:and}); they are different "
    "values here",
)
DIGITS = template(
    "table.found.digits",
    "the numbers in {name:quoted} ({low:,.17g} to {high:,.17g}) differ in digits that single precision does not hold; "
    "they are centred before they are rounded, so keep them standardized",
)
_ID = re.compile(
    r"(?:^|[_\W])(?:id|ids|idx|index|uid|uuid|guid|key|nr|no|num|number|rownames|rowname|row|row_number|obs|observation|"
    r"serial|record|unnamed.*)$",
    re.IGNORECASE,
)
_CAMEL_ID = re.compile(r"[a-z]I[dD]$|^ID$")
_NINES = re.compile(r"-?9{2,}(?:\.9+|\.0+)?|-?(?:8{2,}|7{2,})|-1e\+?\d+")
_FEWEST = 20


@dataclass(frozen=True)
class Read:
    """A table that was read."""

    columns: Sequence[Column]
    arrays: Arrays
    rows: int
    unnamed: frozenset[int] = frozenset()
    """Columns that have no name in the file."""
    twins: Mapping[str, list[str]] = field(default_factory=dict)
    times: Mapping[int, Any] = field(default_factory=dict)
    """Columns of dates as seconds."""
    lines: Any = None
    """The line of each row [rows]; None where nobody asks."""

    def numbers(self, index: int) -> Any:
        return self.arrays[f"n{index}"]

    def lines_of(self, rows: Any) -> list[int]:
        """The first lines of the rows that a mask takes."""
        return [] if self.lines is None else sorted(self.lines[rows][:20].tolist())


def found(
    sentence: Sentence,
    kind: Any,
    *columns: str,
    advice: Any = "none",
    count: int = 0,
    lines: Sequence[int] = (),
) -> TableFinding:
    """A finding about some columns."""
    return TableFinding(
        code=sentence.code,
        values=dict(sentence.values),
        kind=kind,
        column=columns[0][:120] if columns else "",
        columns=[name[:120] for name in columns][:20],
        advice=advice,
        count=count,
        lines=list(lines),
    )


# ---- columns that say nothing, before there is a target ------------------------------------------------


def saying_nothing(read: Read) -> Iterator[tuple[int, TableFinding]]:
    """Columns that are the same in every row, count the rows or name them, by their index."""
    for index, column in enumerate(read.columns):
        if (told := _constant(column) or _row_number(read, index, column)) is not None:
            yield index, told


def _constant(column: Column) -> TableFinding | None:
    if column.kind == "category" and len(column.levels) < 2:
        value = f"“{column.levels[0][:40]}”"
    elif column.kind == "number" and column.low == column.high:
        value = f"{column.low:g}"
    else:
        return None
    return found(CONSTANT(name=column.name, value=value), "constant", column.name, advice="ignore")


def _row_number(read: Read, index: int, column: Column) -> TableFinding | None:
    if column.kind != "number" or column.missing:
        return None
    numbers = read.numbers(index)
    if (numbers != np.rint(numbers)).any() or len(numbers) < 2:
        return None
    steps = np.diff(numbers)
    examples = ", ".join(f"{value:.0f}" for value in numbers[:3])
    counts_up = (steps == 1).all() and column.low in (0.0, 1.0)
    is_unnamed = index in read.unnamed
    if not counts_up and len(np.unique(numbers)) < len(numbers):
        return None
    if counts_up or is_unnamed:
        sentence = ROW_NUMBER(name=column.name, examples=examples)
        return found(sentence, "row number", column.name, advice="ignore", count=len(numbers))
    if is_id(column.name) and len(numbers) >= 10:
        sentence = ID(name=column.name, examples=examples)
        return found(sentence, "id", column.name, advice="ignore", count=len(numbers))
    return None


def is_id(name: str) -> bool:
    """Whether a column is called as ids are."""
    return bool(_ID.search(name) or _CAMEL_ID.search(name))


# ---- the others ----------------------------------------------------------------------------------------


def findings(read: Read, target: int | None) -> list[TableFinding]:
    """Everything else that may mislead."""
    told = [*_of_columns(read), *_of_order(read), *_duplicates(read)]
    if target is not None:
        told += [*_of_target(read, target), *_sorted_by_class(read, target)]
    return told[:100]


def _of_columns(read: Read) -> Iterator[TableFinding]:
    for name, words in read.twins.items():
        sentence = TWINS(name=name, words=[word[:30] for word in words[:4]])
        yield found(sentence, "case twins", name, advice="merge", count=len(words))
    for index, column in enumerate(read.columns):
        if column.kind != "number" or column.role == "ignore":
            continue
        every = read.numbers(index)
        numbers = every[~np.isnan(every)]
        for sentence, value, count in _sentinels(column, numbers):
            lines = read.lines_of(every == value)
            yield found(
                sentence, "sentinel", column.name, advice="missing", count=count, lines=lines
            )
        yield from _permutation(column, numbers, read.rows)
        std = float(numbers.std())
        if digits_lost(float(numbers.min()), float(numbers.max()), std) > 0.01:
            sentence = DIGITS(name=column.name, low=column.low, high=column.high)
            yield found(sentence, "digits lost", column.name)


def _permutation(column: Column, numbers: Any, rows: int) -> Iterator[TableFinding]:
    low, high = float(numbers.min()), float(numbers.max())
    is_one = low in (0.0, 1.0) and high - low == rows - 1 == len(numbers) - 1 >= _FEWEST
    if is_one and len(np.unique(numbers)) == rows and (numbers == np.rint(numbers)).all():
        sentence = SHUFFLED_NUMBER(name=column.name, low=int(low), high=int(high))
        yield found(sentence, "row number", column.name, advice="ignore", count=rows)


def _sentinels(column: Column, numbers: Any) -> Iterator[tuple[Sentence, float, int]]:
    """Numbers such as -9999 that stand far from the others, and how often."""
    for value in (float(numbers.min()), float(numbers.max())):
        if not _NINES.fullmatch(f"{value:g}"):
            continue
        others = numbers[numbers != value]
        count = len(numbers) - len(others)
        if len(others) < 10 or count < 2:
            continue
        low, high = float(others.min()), float(others.max())
        near = low if value < low else high
        if abs(value - near) > 2 * max(high - low, abs(high) / 10, 1e-12):
            yield (
                SENTINEL(name=column.name, value=value, count=count, low=low, high=high),
                value,
                count,
            )


def _of_order(read: Read) -> Iterator[TableFinding]:
    for index, times in read.times.items():
        if len(times) < _FEWEST or np.isnan(times).any() or (np.diff(times) < 0).any():
            continue
        if len(np.unique(times)) > 0.5 * len(times):
            name = read.columns[index].name
            told = SORTED_BY_TIME(name=name)
            yield found(told, "sorted by time", name, advice="split by time")


def _duplicates(read: Read) -> Iterator[TableFinding]:
    used = [
        _array(read, index)
        for index, column in enumerate(read.columns)
        if column.kind in ("number", "category") and column.role != "ignore"
    ]
    if len(used) < 2 or any(column.kind == "text" for column in read.columns):
        return
    key = np.zeros(read.rows, np.uint64)
    for array in used:
        key = key * np.uint64(6364136223846793005) + _hashed(array)
    first = np.unique(key, return_index=True)[1]
    count = read.rows - len(first)
    if count >= max(5, 0.05 * read.rows):
        sentence = DUPLICATES(count=count, share=count / read.rows)
        again = np.ones(read.rows, bool)
        again[first] = False
        lines = read.lines_of(again)
        yield found(sentence, "duplicates", advice="group", count=count, lines=lines)


def _hashed(array: Any) -> Any:
    """A number for each value of an array that is spread over all bits."""
    bits = np.ascontiguousarray(array, np.float64).view(np.uint64)
    mixed = (bits ^ (bits >> np.uint64(31))) * np.uint64(0x9E3779B97F4A7C15)
    return mixed ^ (mixed >> np.uint64(29))


def _array(read: Read, index: int) -> Any:
    return read.arrays[f"{'n' if read.columns[index].kind == 'number' else 'c'}{index}"]


# ---- beside the target ---------------------------------------------------------------------------------


def _of_target(read: Read, target: int) -> Iterator[TableFinding]:
    told = read.columns[target]
    answer = _array(read, target)
    for index, column in enumerate(read.columns):
        if index == target or column.role == "ignore" or column.kind not in ("number", "category"):
            continue
        values = _array(read, index)
        both = _present(values) & _present(answer)
        if both.sum() < _FEWEST:
            continue
        names = {"name": column.name, "target": told.name, "count": int(both.sum())}
        if _is_same(values[both], answer[both]):
            yield found(
                REPEATS(**names), "repeats the target", column.name, told.name, advice="ignore"
            )
        elif column.kind == told.kind == "number" and _on_a_line(values[both], answer[both]):
            yield found(
                FOLLOWS(**names), "repeats the target", column.name, told.name, advice="ignore"
            )
    if told.counts and (told.kind == "category" or len(told.counts) <= 10):
        most = max(told.counts)
        if most > 0.95 * sum(told.counts) and len(told.counts) > 1:
            level = told.levels[told.counts.index(most)]
            share = most / sum(told.counts)
            sentence = ONE_CLASS(name=told.name, level=level, share=share)
            yield found(sentence, "one class almost alone", told.name, count=most)


def _present(array: Any) -> Any:
    return array >= 0 if array.dtype == np.int32 else ~np.isnan(array)


def _is_same(values: Any, answer: Any) -> bool:
    """Whether each value stands beside one answer and each answer beside one value, again and again."""
    pairs = np.unique(np.stack([values.astype(float), answer.astype(float)]), axis=1).shape[1]
    different = len(np.unique(values))
    is_told = different == pairs == len(np.unique(answer)) and different > 1
    return is_told and different <= 0.5 * len(values)


def _on_a_line(values: Any, answer: Any) -> bool:
    spread = float(values.std()) * float(answer.std())
    if not np.isfinite(spread) or spread <= 0:
        return False
    correlation = float(((values - values.mean()) * (answer - answer.mean())).mean()) / spread
    return abs(correlation) > 0.99999


def _sorted_by_class(read: Read, target: int) -> Iterator[TableFinding]:
    told = read.columns[target]
    if told.kind != "category" and not 2 <= len(told.levels) <= 10:
        return
    codes = read.arrays[f"c{target}"]
    codes = codes[codes >= 0]
    changes = int((np.diff(codes) != 0).sum())
    if len(codes) >= _FEWEST and 1 <= changes <= len(told.levels) - 1 and changes < len(codes) / 5:
        sentence = SORTED_BY_CLASS(name=told.name, changes=changes, rows=len(codes))
        yield found(sentence, "sorted by class", told.name, count=changes)
