"""Spiral: arms that wind around each other."""

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from torchground.catalogue.datasets.sources.generated import PlaneClasses, Values, on_circle


class Spiral(PlaneClasses):
    """Arms that wind around each other, one for each class. The border between them is long and curved: a small network
    cannot follow it, a deeper one can, and you can see how."""

    title: ClassVar[str] = "Spiral"
    aliases: ClassVar[tuple[str, ...]] = ("Two spirals",)
    order: ClassVar[int] = 40
    reach: ClassVar[float] = 5.5
    source: ClassVar[str] = "Lang & Witbrock, Learning to tell two spirals apart (1988)"
    type: Literal["spiral"] = "spiral"

    turns: float = Field(1.75, ge=0.25, le=4)
    """How many times each arm goes around; more turns are harder."""

    num_classes: int = Field(2, ge=2, le=5)
    """The number of arms; each is a class."""

    def class_names(self) -> list[str]:
        return [f"arm {i + 1}" for i in range(self.num_classes)]

    def place(self, index: int, count: int, rng: np.random.Generator) -> Values:
        along = np.sqrt((np.arange(count) + 0.5) / count)  # the points are equally dense everywhere
        start = np.pi * (0.5 + 2 * (index + 1) / self.num_classes)
        return on_circle(self.reach * along, start - 2 * np.pi * self.turns * along)
