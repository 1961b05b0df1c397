"""Reads one number of a tensor by its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, TypeAlias

from pydantic import Field

from torchground.probing.probe import ProbeError
from torchground.words import template

if TYPE_CHECKING:
    from torch import Tensor

SHAPE_NO_PLACE = template(
    "places.shape_no_place",
    "{name} has the shape {shape}, so there is no place {index} in it",
)

Place: TypeAlias = Annotated[int, Field(ge=0, le=2**31 - 1)]
"""An index along one axis, counted from 0."""


def at(values: Tensor, index: Sequence[int], name: str) -> Tensor:
    """The number [] at a place, with one index for each axis. Raises ``ProbeError`` where there is no such place."""
    shape = tuple(values.shape)
    fits = len(index) == len(shape) and all(0 <= i < n for i, n in zip(index, shape, strict=True))
    if not fits:
        raise ProbeError(SHAPE_NO_PLACE(name=name, shape=shape, index=list(index)))
    return values[tuple(index)]
