"""Moons: two interlocking half circles."""

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.datasets.sources.generated import PlaneClasses, Values, on_circle


class Moons(PlaneClasses):
    """Two interlocking half moons. A straight line gets most points right, a slightly curved border gets all of
    them."""

    title: ClassVar[str] = "Moons"
    aliases: ClassVar[tuple[str, ...]] = ("make_moons", "Two moons", "Half moons")
    order: ClassVar[int] = 25
    source: ClassVar[str] = "Pedregosa et al., scikit-learn (2011), make_moons"
    type: Literal["moons"] = "moons"

    noise: float = Field(0.3, ge=0, le=1, json_schema_extra=ui(low=0.0, high=1.0))
    """The noise on each point: its standard deviation, where the whole picture is 12 wide."""

    def class_names(self) -> list[str]:
        return ["upper", "lower"]

    def place(self, index: int, count: int, rng: np.random.Generator) -> Values:
        half = on_circle(1.0, rng.uniform(0, np.pi, count)) - [0.5, 0.25]
        return 3.3 * (-half if index else half)
