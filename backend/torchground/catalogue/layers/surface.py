"""Test surfaces for optimizers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.explained import Explained, Term, number, outcome
from torchground.catalogue.bases.layer import Layer
from torchground.catalogue.bases.shapes import Box, Mend, Shape, ShapeError, flat
from torchground.words import template

if TYPE_CHECKING:
    from torch import Tensor, nn

SURFACE_TAKES_TWO_NUMBERS = template(
    "surface.surface_takes_two_numbers",
    "Surface takes two numbers, x and y, got {count}; put a Point before it",
)

MINIMA: dict[str, list[float] | None] = {
    "ravine": [0.0, 0.0],
    "quadratic": [0.0, 0.0],
    "rosenbrock": [1.0, 1.0],
    "saddle": None,
    "beale": [3.0, 0.5],
}
"""The lowest point of each surface, where its height is 0. The saddle has none, because it falls without end."""


class Surface(Layer):
    """The height of a well-known surface at a point. Optimizers are tried on such surfaces.

    The ravine is a hundred times steeper across than along; the quadratic is κ times steeper. Rosenbrock's valley is
    curved, the saddle has a flat place that is no minimum, and Beale's function has flat areas and steep corners.
    """

    title = "Surface"
    group = "Surface"
    order = 181
    formula = "ravine ½(x² + 100y²) · quadratic ½(x² + κy²) · Rosenbrock (1 − x)² + 100(y − x²)² · saddle ½(x² − y²)"
    source = "H. Rosenbrock (1960); E. Beale (1958); G. Goh, Why Momentum Really Works (2017)"

    type: Literal["surface"] = "surface"

    function: Literal["ravine", "quadratic", "rosenbrock", "saddle", "beale"] = Field(
        "ravine",
        json_schema_extra=ui(
            choices={
                "ravine": "Ravine",
                "quadratic": "Quadratic",
                "rosenbrock": "Rosenbrock",
                "saddle": "Saddle",
                "beale": "Beale",
            }
        ),
    )
    """Which surface."""

    kappa: float = Field(10.0, ge=1, le=10_000, json_schema_extra=ui(high=1000, scale="log"))
    """For the quadratic: how many times steeper it is across than along (its condition number κ)."""

    def output_shape(self, *input_shapes: Shape) -> Shape:
        count = flat(self.title, input_shapes[0])
        if count != 2:
            raise ShapeError(
                SURFACE_TAKES_TWO_NUMBERS(count=count),
                Mend(title="Insert Point", insert={"type": "point"}),
                handle=0,
            )
        return (1,)

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torchground.catalogue.layers.modules.surfaces import Height

        return Height(self.function, self.kappa)

    @classmethod
    def facts(cls) -> dict[str, Any]:
        return {**super().facts(), "minima": MINIMA}

    def reads(self, box: Box, *input_shapes: Shape) -> tuple[Box, ...]:
        return (((0, 1),),)

    def cell(
        self, module: nn.Module, inputs: tuple[Tensor, ...], index: tuple[int, ...]
    ) -> Explained:
        x, y = (float(inputs[0][at].item()) for at in range(2))
        value = outcome(module, inputs, index)
        terms = tuple(Term(0, (at,), came) for at, came in enumerate((x, y)))
        return Explained(value, f"f({number(x)}, {number(y)}) = {number(value)}", terms, 2)
