"""Circle: a disc inside a ring."""

from typing import ClassVar, Literal

import numpy as np

from torchground.catalogue.datasets.sources.generated import PlaneClasses, Values, on_circle


class Circle(PlaneClasses):
    """A disc of points with a ring of other points around it. No straight line can separate them: the border must be
    curved."""

    title: ClassVar[str] = "Circle"
    order: ClassVar[int] = 20
    source: ClassVar[str] = (
        "Smilkov et al., Direct-Manipulation Visualization of Deep Networks (2017)"
    )
    type: Literal["circle"] = "circle"

    def class_names(self) -> list[str]:
        return ["outside", "inside"]

    def place(self, index: int, count: int, rng: np.random.Generator) -> Values:
        low, high = ((3.5, 5.0), (0.0, 2.5))[index]
        return on_circle(rng.uniform(low, high, count), rng.uniform(0, 2 * np.pi, count))
