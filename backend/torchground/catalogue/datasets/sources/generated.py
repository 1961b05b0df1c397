"""The bases of data sets that are drawn from random numbers: points of a plane, and samples with number targets."""

from __future__ import annotations

from typing import Any, ClassVar, TypeAlias

import numpy as np
from pydantic import Field

from torchground.catalogue.bases.dataset import Dataset
from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.samples import DataInfo, Samples
from torchground.catalogue.bases.splitting import split_sizes

Values: TypeAlias = np.ndarray[Any, np.dtype[np.float64]]
"""Numbers while they are computed; samples are kept in single precision."""
SCALE = 3.0
"""Points are drawn about 6 units to each side and divided by this, so that a network meets numbers of about -2 to 2."""


class Generated(Dataset):
    """Samples that can be had in any number."""

    num_samples: int = Field(500, ge=10, le=20_000, json_schema_extra=ui(low=50, high=2000))
    """How many samples there are, train and test together."""

    def sizes(self, num_classes: int = 1) -> dict[str, Any]:
        """The two numbers of samples, for the info."""
        train, test = split_sizes(self.num_samples, self.test_fraction, num_classes)
        return {"num_train": train, "num_test": test}


class PlaneClasses(Generated):
    """Points of a plane in classes: a leaf says its classes and draws the points of one."""

    tasks: ClassVar[tuple[str, ...]] = ("classification", "reconstruction", "gan")
    group: ClassVar[str] = "Points on a plane"
    reach: ClassVar[float] = 5.0
    """How far from the middle points lie without noise."""

    noise: float = Field(0.1, ge=0, le=1, json_schema_extra=ui(low=0.0, high=0.5))
    """How far points stray from their place: the standard deviation, where the whole picture is 12 wide."""

    def class_names(self) -> list[str]:
        """The names of the classes, in order."""
        raise NotImplementedError

    def place(self, index: int, count: int, rng: np.random.Generator) -> Values:
        """``count`` points [count, 2] of a class without noise, up to 6 units from the middle."""
        raise NotImplementedError

    def spread(self) -> float:
        """The standard deviation about each place."""
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
    """Samples whose target is a number."""

    tasks: ClassVar[tuple[str, ...]] = ("regression",)
    group: ClassVar[str] = "Curves and surfaces"

    noise: float = Field(0.1, ge=0, le=1, json_schema_extra=ui(low=0.0, high=0.5))
    """How far targets stray from the true value: the standard deviation, in the target's own units."""

    def with_noise(self, inputs: Values, truth: Values, rng: np.random.Generator) -> Samples:
        """Inputs [n, features] and the true values [n], strayed."""
        targets = truth + rng.normal(0.0, 1.0, truth.shape) * self.noise
        return Samples(inputs.astype(np.float32), targets.astype(np.float32)[:, None])


def equal_parts(total: int, parts: int) -> list[int]:
    """``total`` in parts that differ by one at most, the larger first."""
    return [total // parts + (1 if i < total % parts else 0) for i in range(parts)]


def on_circle(radius: Any, angle: Any) -> Values:
    """Points [n, 2] at a distance from the middle, at an angle."""
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
