"""A learned point, used to watch an optimizer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from torchground.catalogue.bases.dependence import nothing
from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.explained import Explained, number
from torchground.catalogue.bases.layer import Layer
from torchground.catalogue.bases.shapes import Box, Shape
from torchground.catalogue.layers.shared.places import Coordinate

if TYPE_CHECKING:
    from torch import Tensor, nn


class Point(Layer):
    """Two numbers that training changes; the input has no influence. It is like a ball on a surface.

    Put a Surface behind it and watch the way down that an optimizer takes.
    """

    title = "Point"
    group = "Surface"
    order = 180
    formula = "y = (w₀, w₁)"

    type: Literal["point"] = "point"

    start: Annotated[
        list[Coordinate], Field(min_length=2, max_length=2, json_schema_extra=ui(low=-5, high=5))
    ] = [-2.0, 1.0]
    """The start point: x and y."""

    def output_shape(self, *input_shapes: Shape) -> Shape:
        return (2,)

    def num_params(self, *input_shapes: Shape) -> int:
        return 2

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torchground.catalogue.layers.modules.surfaces import Ball

        return Ball(self.start)

    def reads(self, box: Box, *input_shapes: Shape) -> tuple[Box, ...]:
        return tuple(nothing(shape) for shape in input_shapes)

    def cell(
        self, module: nn.Module, inputs: tuple[Tensor, ...], index: tuple[int, ...]
    ) -> Explained:
        value = float(module.get_parameter("weight")[index].item())
        name = "xy"[index[0]]
        return Explained(
            value, f"{name} = {number(value)}", note="learned; it does not depend on what comes in"
        )
