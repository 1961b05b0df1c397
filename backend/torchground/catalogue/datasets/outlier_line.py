"""Outlier line: points along a straight line, some of them far off."""

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.samples import DataInfo, Samples
from torchground.catalogue.datasets.sources.generated import Numbers

REACH = 3.0
"""x lies between minus this number and this number."""


class OutlierLine(Numbers):
    """A straight line with noise, and a few points far above it, as if somebody had misread the scale. With a loss that
    squares errors, those few points pull the line away; other losses hardly change."""

    title: ClassVar[str] = "Line with outliers"
    order: ClassVar[int] = 115
    formula: ClassVar[str] = "y = 2x + 1 + noise, and for some + jump"
    source: ClassVar[str] = "P. Huber, Robust Estimation of a Location Parameter (1964)"
    type: Literal["outlier_line"] = "outlier_line"

    num_samples: int = Field(400, ge=10, le=20_000, json_schema_extra=ui(low=50, high=2000))
    """How many samples there are, train and test together."""

    outliers: float = Field(0.05, ge=0, le=0.5)
    """The fraction of the samples that are far off."""

    jump: float = Field(30.0, ge=-100, le=100)
    """How far above the line these samples are."""

    def info(self) -> DataInfo:
        return DataInfo(shape=(1,), features=["x"], target="y", **self.sizes())

    def samples(self) -> Samples:
        rng = np.random.default_rng(self.seed)
        x = rng.uniform(-REACH, REACH, self.num_samples)
        far = rng.permutation(self.num_samples)[: round(self.outliers * self.num_samples)]
        truth = 2 * x + 1
        truth[far] += self.jump
        return self.with_noise(x[:, None], truth, rng)
