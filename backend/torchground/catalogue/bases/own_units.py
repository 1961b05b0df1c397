"""Inputs of the network as people know them: numbers in the units of their column, categories by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np

from torchground.catalogue.bases.samples import InputColumn, Split

Cell: TypeAlias = str | float | None
"""A category, a number, or nothing where the value is missing."""
_SURELY = 0.99
"""The input of the category that a row has is 1; where the value is missing, all of them are less."""


def scaling(split: Split, num_inputs: int) -> tuple[Any, Any]:
    """Mean and deviation of each input, by which it was standardized: 0 and 1 where it was not."""
    mean = np.zeros(num_inputs) if split.input_mean is None else split.input_mean
    std = np.ones(num_inputs) if split.input_std is None else split.input_std
    return mean, std


def in_own_units(inputs: Any, split: Split) -> Any:
    """Inputs [n, inputs] as they were before they were standardized."""
    mean, std = scaling(split, inputs.shape[1])
    return inputs.astype(np.float64) * std + mean


def widths(columns: Sequence[InputColumn]) -> list[slice]:
    """The inputs that each column has."""
    places, first = [], 0
    for column in columns:
        places.append(slice(first, first + max(1, len(column.levels))))
        first = places[-1].stop
    return places


def rows_of(inputs: Any, split: Split, columns: Sequence[InputColumn]) -> list[list[Cell]]:
    """Rows [n] with a cell for each column."""
    own = in_own_units(inputs, split)
    made = [
        _cells(column, own[:, place])
        for column, place in zip(columns, widths(columns), strict=True)
    ]
    return [list(row) for row in zip(*made, strict=True)]


def _cells(column: InputColumn, values: Any) -> list[Cell]:
    if not column.levels:
        return [float(f"{value:.6g}") for value in values[:, 0]]
    best = values.argmax(axis=1)
    sure = values.max(axis=1) > _SURELY
    return [column.levels[at] if is_sure else None for at, is_sure in zip(best, sure, strict=True)]
