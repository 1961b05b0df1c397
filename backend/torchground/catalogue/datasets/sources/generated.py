"""The bases of data sets that are drawn from random numbers: points of a plane, and samples with targets that are
numbers."""

from __future__ import annotations

from typing import Any, ClassVar, TypeAlias

import numpy as np
from pydantic import Field

from torchground.catalogue.bases.dataset import Dataset
from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.samples import DataInfo, Samples
from torchground.catalogue.bases.splitting import split_sizes

Values: TypeAlias = np.ndarray[Any, np.dtype[np.float64]]
"""Numbers in double precision during the computation. Samples are stored in single precision."""
SCALE = 3.0
"""Points are drawn up to about 6 units in each direction and divided by this, so that inputs lie between about -2 and
2."""


class Generated(Dataset):
    """The base of data sets that can have any number of samples."""

    num_samples: int = Field(500, ge=10, le=20_000, json_schema_extra=ui(low=50, high=2000))
    """How many samples there are, train and test together."""

    def sizes(self, num_classes: int = 1) -> dict[str, Any]:
        """The numbers of train and test samples, as arguments for ``DataInfo``."""
        train, test = split_sizes(self.num_samples, self.test_fraction, num_classes)
        return {"num_train": train, "num_test": test}


class PlaneClasses(Generated):
    """Points of a plane in classes. A subclass names its classes and draws the points of one class."""

    tasks: ClassVar[tuple[str, ...]] = ("classification", "reconstruction", "gan")
    group: ClassVar[str] = "Points on a plane"
    reach: ClassVar[float] = 5.0
    """The largest distance from the middle without noise."""

    noise: float = Field(0.1, ge=0, le=1, json_schema_extra=ui(low=0.0, high=0.5))
    """The noise on each point: its standard deviation, where the whole picture is 12 wide."""

    def class_names(self) -> list[str]:
        """The names of the classes, in order."""
        raise NotImplementedError

    def place(self, index: int, count: int, rng: np.random.Generator) -> Values:
        """Draw ``count`` points [count, 2] of a class without noise, up to 6 units from the middle."""
        raise NotImplementedError

    def spread(self) -> float:
        """The standard deviation of the noise that is added to each point."""
        return self.noise

    def info(self) -> DataInfo:
        names = self.class_names()
        edge = max(2.0, round((self.reach + 3 * self.spread()) / SCALE, 1))
        return DataInfo(
            shape=(2,),
            **self.sizes(len(names)),
            classes=names,
            features=["x₁", "x₂"],
            target="class",
            plane=(-edge, edge),
        )

    def samples(self) -> Samples:
        rng = np.random.default_rng(self.seed)
        counts = equal_parts(self.num_samples, len(self.class_names()))
        points = np.concatenate([self.place(i, count, rng) for i, count in enumerate(counts)])
        points = points + rng.normal(0.0, 1.0, points.shape) * self.spread()
        targets = np.repeat(np.arange(len(counts), dtype=np.int64), counts)
        return Samples((points / SCALE).astype(np.float32), targets)


class Numbers(Generated):
    """The base of data sets whose target is a number."""

    tasks: ClassVar[tuple[str, ...]] = ("regression",)
    group: ClassVar[str] = "Curves and surfaces"

    noise: float = Field(0.1, ge=0, le=1, json_schema_extra=ui(low=0.0, high=0.5))
    """The noise on each target: its standard deviation, in the units of the target."""

    def with_noise(self, inputs: Values, truth: Values, rng: np.random.Generator) -> Samples:
        """Samples with inputs [n, features], and with noise added to the true values [n] as targets."""
        targets = truth + rng.normal(0.0, 1.0, truth.shape) * self.noise
        return Samples(inputs.astype(np.float32), targets.astype(np.float32)[:, None])


def equal_parts(total: int, parts: int) -> list[int]:
    """Divide ``total`` into parts that differ by at most one, the larger ones first."""
    return [total // parts + (1 if i < total % parts else 0) for i in range(parts)]


def on_circle(radius: Any, angle: Any) -> Values:
    """Points [n, 2] at this distance from the middle and at this angle."""
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
