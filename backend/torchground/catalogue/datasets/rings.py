"""Rings: rings around one middle, one for each class."""

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from torchground.catalogue.datasets.sources.generated import PlaneClasses, Values, on_circle


class Rings(PlaneClasses):
    """Rings around one middle, one for each class. What counts is the distance from the middle. No single input
    contains it: the network has to find it."""

    title: ClassVar[str] = "Rings"
    aliases: ClassVar[tuple[str, ...]] = ("make_circles", "Circles")
    order: ClassVar[int] = 35
    source: ClassVar[str] = "Pedregosa et al., scikit-learn (2011), make_circles"
    type: Literal["rings"] = "rings"

    num_classes: int = Field(3, ge=2, le=5)
    """The number of rings; each is a class."""

    def class_names(self) -> list[str]:
        return [f"ring {i + 1}" for i in range(self.num_classes)]

    def place(self, index: int, count: int, rng: np.random.Generator) -> Values:
        radius = 5.0 * (index + 1) / self.num_classes
        return on_circle(radius, rng.uniform(0, 2 * np.pi, count))
