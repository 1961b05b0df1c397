"""Gaussians: round clouds of points, one for each class."""

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from torchground.catalogue.datasets.sources.generated import PlaneClasses, Values, on_circle


class Gaussians(PlaneClasses):
    """Round clouds of points, one for each class. A straight line can separate two clouds. It is the easiest set of
    all, and shows that not everything needs a deep network."""

    title: ClassVar[str] = "Gaussians"
    aliases: ClassVar[tuple[str, ...]] = ("make_blobs", "Blobs")
    order: ClassVar[int] = 10
    reach: ClassVar[float] = 2.9
    source: ClassVar[str] = "Fisher, The use of multiple measurements in taxonomic problems (1936)"
    type: Literal["gaussians"] = "gaussians"

    num_classes: int = Field(2, ge=2, le=5)
    """The number of clouds; each is a class."""

    def class_names(self) -> list[str]:
        return [f"cloud {i + 1}" for i in range(self.num_classes)]

    def spread(self) -> float:
        """The standard deviation of a cloud: 0.75 without noise."""
        return 0.75 + 2.5 * self.noise

    def place(self, index: int, count: int, rng: np.random.Generator) -> Values:
        angle = np.pi * (0.25 + 2 * (index + 1) / self.num_classes)
        return np.repeat(on_circle(np.array([8**0.5]), np.array([angle])), count, axis=0)
