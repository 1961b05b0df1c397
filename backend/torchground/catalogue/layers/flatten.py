"""Flattens a picture or a sequence into numbers in a row."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Literal

from torchground.catalogue.bases.explained import Explained, passed, unraveled
from torchground.catalogue.bases.layer import Layer
from torchground.catalogue.bases.shapes import Box, Shape, folded_box, numbers

if TYPE_CHECKING:
    from torch import Tensor, nn


class Flatten(Layer):
    """Puts the numbers of a picture in one row, channel by channel and line by line, or those of a sequence step by
    step, so that a Linear can weigh them all together.

    It learns nothing and changes no number, only their arrangement.
    """

    title = "Flatten"
    aliases = ("Ravel",)
    group = "Core"
    order = 3
    formula = "C×H×W → C·H·W"

    type: Literal["flatten"] = "flatten"

    def output_shape(self, *input_shapes: Shape) -> Shape:
        return (prod(numbers(self.title, input_shapes[0])),)

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torch import nn

        return nn.Flatten()

    def reads(self, box: Box, *input_shapes: Shape) -> tuple[Box, ...]:
        return (folded_box(*box[0], input_shapes[0]),)

    def cell(
        self, module: nn.Module, inputs: tuple[Tensor, ...], index: tuple[int, ...]
    ) -> Explained:
        place = unraveled(index[0], tuple(inputs[0].shape))
        return passed(inputs[0], place, "the same number, only laid in a row")
