"""Checkerboard: squares of two classes in turn."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from torchground.entries import DataInfo, Dataset, Samples, split_sizes, ui


class Checkerboard(Dataset):
    """Points of a plane, of two classes like the black and white squares of a board. The more squares there are, the
    more bends a network must learn."""

    title: ClassVar[str] = "Checkerboard"
    group: ClassVar[str] = "Example package"
    source: ClassVar[str] = "The Torchground example package"
    tasks: ClassVar[tuple[str, ...]] = ("classification",)

    type: Literal["torchground_example.checkerboard"] = "torchground_example.checkerboard"

    num_samples: int = Field(500, ge=100, le=5000)
    """How many points there are, both halves together."""

    squares: int = Field(3, ge=2, le=8, json_schema_extra=ui(high=8))
    """How many squares the board has along each side."""

    def info(self) -> DataInfo:
        num_train, num_test = split_sizes(self.num_samples, self.test_fraction, 2)
        return DataInfo(
            shape=(2,),
            num_train=num_train,
            num_test=num_test,
            classes=["black", "white"],
            features=["x1", "x2"],
            plane=(-1.0, 1.0),
        )

    def samples(self) -> Samples:
        rng = np.random.default_rng(self.seed)
        points = rng.uniform(-1, 1, (self.num_samples, 2))
        column, row = np.floor((points.T + 1) / 2 * self.squares).astype(np.int64)
        return Samples(points.astype(np.float32), (column + row) % 2)
