"""XOR: the four quarters of the plane, in two classes that alternate."""

from typing import ClassVar, Literal

import numpy as np

from torchground.catalogue.datasets.sources.generated import PlaneClasses, Values


class Xor(PlaneClasses):
    """Four squares in two classes: the class of a point is whether its two coordinates have the same sign. Neither
    coordinate alone says anything, so a network without hidden units cannot learn it."""

    title: ClassVar[str] = "XOR"
    order: ClassVar[int] = 30
    source: ClassVar[str] = "Minsky & Papert, Perceptrons (1969)"
    aliases = ("Exclusive or",)

    type: Literal["xor"] = "xor"

    def class_names(self) -> list[str]:
        return ["signs differ", "signs agree"]

    def place(self, index: int, count: int, rng: np.random.Generator) -> Values:
        size = rng.uniform(0.3, 5.0, (count, 2))
        sign = rng.choice([-1.0, 1.0], count)
        points: Values = size * np.stack([sign, sign if index else -sign], axis=1)
        return points
