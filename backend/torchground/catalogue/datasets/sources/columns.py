"""Which columns of a table are inputs, which one is the target, and which rows can be used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, TypeAlias

import numpy as np

from torchground.catalogue.bases.samples import DataError
from torchground.files.meta import Column, TableMeta
from torchground.files.store import FileStore
from torchground.words import template

TABLE_NO_COLUMN = template(
    "columns.table_no_column",
    "the table has no column {name:quoted}; it has {columns}",
)
BESIDE_NO_COLUMN_LEFT = template(
    "columns.beside_no_column_left",
    "beside {name:quoted} no column is left to learn from; take one off the list of those to ignore",
)
TOO_MANY_INPUTS = template(
    "columns.too_many_inputs",
    "these columns make {width:,} inputs and at most {most:,} are taken; ignore some, such as "
    "{name:quoted}, which alone makes {own_width:,}",
)
TABLE_NO_COLUMN_COULD = template(
    "columns.table_no_column_could",
    "the table has no column that could be told; name the target",
)
COLUMN_TOLD_ANOTHER_TARGET = template(
    "columns.column_told_another_target",
    "the column {name} {why}, so it cannot be told; choose another target",
)
COLUMN_HOLDS_TOO_MANY = template(
    "columns.column_holds_too_many",
    "the column {name} holds too many different numbers to be classes (more than 50, or not whole); "
    "predict numbers instead",
)
COLUMN_EVERY_ROW_NOTHING = template(
    "columns.column_every_row_nothing",
    "the column {name} is {low:g} in every row, so there is nothing to learn; choose another target",
)
COLUMN_SAYS_EVERY_ROW = template(
    "columns.column_says_every_row",
    "the column {name:quoted} says {level:quoted} in every row, so there is nothing to tell apart; "
    "choose another target",
)
COLUMN_HOLDS_WORDS_NOT = template(
    "columns.column_holds_words_not",
    "the column {name} holds words, not numbers; predict classes instead",
)

Predict: TypeAlias = Literal["auto", "classes", "numbers"]
FEW = 10
"""A whole number with at most this many different values is taken as a class, unless a person chooses otherwise."""
MOST_INPUTS = 2_000

Mask: TypeAlias = np.ndarray[Any, np.dtype[np.bool_]]
Codes: TypeAlias = np.ndarray[Any, np.dtype[np.int32]]


@dataclass(frozen=True)
class Chosen:
    """The chosen columns, by their index in the table."""

    features: tuple[int, ...]
    target: int
    classes: bool
    """Whether the target is a class. Otherwise it is a number."""

    def array_of_target(self) -> str:
        return f"{'c' if self.classes else 'n'}{self.target}"


def found(table: TableMeta, name: str) -> int:
    """The index of a column. Raises ``DataError``, which lists the columns of the table, if it is missing."""
    for index, column in enumerate(table.columns):
        if column.name == name:
            return index
    raise DataError(TABLE_NO_COLUMN(name=name, columns=listed(table.columns)))


def listed(columns: Sequence[Column]) -> str:
    """The first names of the columns, for a sentence."""
    names = [column.name[:40] for column in columns[:12]]
    return ", ".join(names) + (" …" if len(columns) > 12 else "")


def chosen(table: TableMeta, target: str, ignore: Sequence[str], predict: Predict) -> Chosen:
    """Choose the inputs and the target. Raises ``DataError``."""
    index = found(table, target) if target else _usual_target(table)
    told = table.columns[index]
    left_out = {found(table, name) for name in ignore}
    features = tuple(
        at
        for at, column in enumerate(table.columns)
        if at != index and at not in left_out and column.kind in ("number", "category")
    )
    if not features:
        raise DataError(BESIDE_NO_COLUMN_LEFT(name=told.name))
    width = sum(_width(table.columns[at]) for at in features)
    if width > MOST_INPUTS:
        widest = max((table.columns[at] for at in features), key=_width)
        raise DataError(
            TOO_MANY_INPUTS(
                width=width, most=MOST_INPUTS, name=widest.name, own_width=_width(widest)
            )
        )
    return Chosen(features, index, _is_class(told, predict))


def feature_names(table: TableMeta, features: Sequence[int]) -> list[str]:
    """The name of each input. A category has one input for each of its values."""
    names: list[str] = []
    for at in features:
        column = table.columns[at]
        values = [""] if column.kind == "number" else [f" = {level}" for level in column.levels]
        names += [f"{column.name}{value}" for value in values]
    return names


@lru_cache(maxsize=16)
def usable(files: FileStore, file: str, version: str, pick: Chosen, drop: bool) -> Mask:
    """Which rows [rows] have a target and, if ``drop`` is true, all features."""
    table = files.table(file)
    there = np.ones(table.rows, np.bool_)
    gaps = [at for at in pick.features if drop and table.columns[at].missing]
    for array in files.arrays(
        file, "table", pick.array_of_target(), *(_array(table, at) for at in gaps)
    ):
        there &= array >= 0 if array.dtype == np.int32 else ~np.isnan(array)
    there.setflags(write=False)
    return there


@lru_cache(maxsize=16)
def class_sizes(
    files: FileStore, file: str, version: str, pick: Chosen, drop: bool
) -> tuple[int, ...]:
    """How many usable rows there are for each level of the target."""
    (codes,) = files.arrays(file, "table", pick.array_of_target())
    levels = len(files.table(file).columns[pick.target].levels)
    counts = np.bincount(codes[usable(files, file, version, pick, drop)], minlength=levels)
    return tuple(int(count) for count in counts)


def inputs(
    files: FileStore,
    file: str,
    table: TableMeta,
    features: Sequence[int],
    rows: Mask,
    *,
    shifts: Any = None,
    zero_gaps: bool = False,
) -> Any:
    """The features [rows, inputs] float32. Numbers stay numbers; each value of a category becomes an input of 0 or 1.
    Missing values are NaN, or 0 with ``zero_gaps``.

    ``shifts`` [inputs] float64 are taken off in double precision before numbers are rounded, so that 2,000,000,001 and
    2,000,000,002 stay different. Only what is standardized anyway may be shifted.
    """
    parts = []
    place = 0
    for at in features:
        (array,) = files.arrays(file, "table", _array(table, at))
        values = array[rows]
        if table.columns[at].kind == "number":
            values = np.nan_to_num(values, nan=0.0) if zero_gaps else values
            shift = 0.0 if shifts is None else shifts[place]
            parts.append((values - shift)[:, None].astype(np.float32))
        else:
            one_hot = (values[:, None] == np.arange(len(table.columns[at].levels))).astype(
                np.float32
            )
            one_hot[values < 0] = 0.0 if zero_gaps else np.nan
            parts.append(one_hot)
        place += parts[-1].shape[1]
    return np.concatenate(parts, axis=1)


def means(
    files: FileStore,
    file: str,
    table: TableMeta,
    features: Sequence[int],
    rows: Mask,
    *,
    zero_gaps: bool = False,
) -> Any:
    """The mean of each input [inputs] float64 over these rows; 0 for those of categories."""
    found: list[float] = []
    for at in features:
        column = table.columns[at]
        if column.kind != "number":
            found += [0.0] * len(column.levels)
            continue
        (array,) = files.arrays(file, "table", _array(table, at))
        values = np.nan_to_num(array[rows], nan=0.0) if zero_gaps else array[rows]
        found.append(_mean(values))
    return np.array(found, np.float64)


def _mean(values: Any) -> float:
    """The mean of those that are there."""
    there = values[~np.isnan(values)]
    return float(there.mean()) if len(there) else 0.0


def _usual_target(table: TableMeta) -> int:
    targets = [index for index, column in enumerate(table.columns) if column.role == "target"]
    if not targets:
        raise DataError(TABLE_NO_COLUMN_COULD())
    return targets[0]


def _array(table: TableMeta, at: int) -> str:
    return f"{'n' if table.columns[at].kind == 'number' else 'c'}{at}"


def _width(column: Column) -> int:
    return 1 if column.kind == "number" else len(column.levels)


def _is_class(column: Column, predict: Predict) -> bool:
    """Whether a target is taken as a class. Raises ``DataError`` if ``predict`` does not fit the column."""
    name = repr(column.name[:60])
    if column.kind in ("text", "empty"):
        why = "is empty" if column.kind == "empty" else _why_no_classes(column)
        raise DataError(COLUMN_TOLD_ANOTHER_TARGET(name=name, why=why))
    if column.kind == "category":
        if predict == "numbers":
            raise DataError(COLUMN_HOLDS_WORDS_NOT(name=name))
        _check_several(column)
        return True
    if predict == "classes" and not column.levels:
        raise DataError(COLUMN_HOLDS_TOO_MANY(name=name))
    if column.low == column.high:
        raise DataError(COLUMN_EVERY_ROW_NOTHING(name=name, low=column.low))
    return predict == "classes" or (predict == "auto" and 2 <= len(column.levels) <= FEW)


def _why_no_classes(column: Column) -> str:
    """Why a column of texts holds no classes."""
    most = 200
    if most < column.different < 5_000 and column.levels == []:
        return f"has {column.different:,} different values, and at most {most} can be classes"
    return "holds a different text in nearly every row"


def _check_several(column: Column) -> None:
    if len(column.levels) < 2:
        raise DataError(COLUMN_SAYS_EVERY_ROW(name=column.name, level=column.levels[0]))
