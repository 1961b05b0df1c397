"""Plane: a number for every point of a plane, such as a slope, a saddle or hills."""

from collections.abc import Callable
from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.samples import DataInfo, Samples
from torchground.catalogue.datasets.sources.generated import Numbers, Values

REACH = 2.0
"""Both coordinates lie between minus this number and this number."""


class Plane(Numbers):
    """Every point of the plane has a number, like a height on a map. The network learns the map from points on it; the
    picture of its output shows how well."""

    title: ClassVar[str] = "Surface over a plane"
    order: ClassVar[int] = 120
    tasks: ClassVar[tuple[str, ...]] = ("regression", "reconstruction", "gan")
    source: ClassVar[str] = (
        "Smilkov et al., Direct-Manipulation Visualization of Deep Networks (2017)"
    )
    type: Literal["plane"] = "plane"

    surface: Literal["slope", "saddle", "hills"] = Field(
        "slope",
        json_schema_extra=ui(choices={"slope": "Slope", "saddle": "Saddle", "hills": "Hills"}),
    )
    """The form of the surface: a slope is a straight plane, a saddle bends in two directions, hills are six round
    bumps."""

    def info(self) -> DataInfo:
        return DataInfo(
            shape=(2,),
            features=["x₁", "x₂"],
            target="height",
            plane=(-REACH, REACH),
            **self.sizes(),
        )

    def samples(self) -> Samples:
        rng = np.random.default_rng(self.seed)
        points = rng.uniform(-REACH, REACH, (self.num_samples, 2))
        return self.with_noise(points, SURFACES[self.surface](points / REACH), rng)


def _tilted(point_N2: Values) -> Values:
    height_N: Values = point_N2.sum(axis=1) / 2
    return height_N


def _saddle(point_N2: Values) -> Values:
    height_N: Values = point_N2.prod(axis=1)
    return height_N


def _hills(point_N2: Values) -> Values:
    """Three round hills and three round hollows. Where they overlap, the highest or deepest counts."""
    height_N = np.zeros(len(point_N2))
    for x1, x2, sign in HILLS:
        away_N = np.hypot(point_N2[:, 0] - x1, point_N2[:, 1] - x2)
        bump_N = np.clip(1 - away_N / 0.4, 0, 1)
        height_N = np.where(bump_N > np.abs(height_N), sign * bump_N, height_N)
    return height_N


HILLS = [
    (-2 / 3, 5 / 12, 1),
    (0, 5 / 12, -1),
    (2 / 3, 5 / 12, 1),
    (-2 / 3, -5 / 12, -1),
    (0, -5 / 12, 1),
    (2 / 3, -5 / 12, -1),
]
"""Position and sign of each hill, in coordinates from -1 to 1."""

SURFACES: dict[str, Callable[[Values], Values]] = {
    "slope": _tilted,
    "saddle": _saddle,
    "hills": _hills,
}
"""Functions from points [n, 2], from -1 to 1, to heights [n], from -1 to 1."""
