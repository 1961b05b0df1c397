"""From a picture to numbers in a row."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Literal

from torchground.catalogue.layer import Layer, Shape

if TYPE_CHECKING:
    from torch import nn


class Flatten(Layer):
    """Lays the numbers of a picture in one row, channel by channel and line by line, so that a Linear can take them.

    It learns nothing and changes no number, only their arrangement.
    """

    title = "Flatten"
    group = "Core"
    order = 3
    formula = "C×H×W → C·H·W"

    type: Literal["flatten"] = "flatten"

    def output_shape(self, *input_shapes: Shape) -> Shape:
        return (prod(input_shapes[0]),)

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torch import nn

        return nn.Flatten()
