"""The sum of several branches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from torchground.catalogue.bases.explained import Explained, added_up
from torchground.catalogue.bases.layer import Layer
from torchground.catalogue.bases.shapes import (
    FLATTEN,
    Box,
    Mend,
    Shape,
    ShapeError,
    numbers,
    several,
    shown,
)
from torchground.words import template

if TYPE_CHECKING:
    from torch import Tensor, nn

ADD_TAKES_INPUTS_SHAPE = template(
    "add.add_takes_inputs_shape",
    "Add takes inputs of one shape, got {first} and {shape}; match the second to the first",
)


class Add(Layer):
    """Adds its inputs number by number; all must have the same shape.

    With a wire that skips a few layers it makes a residual network: the skipped layers only learn what to change.
    """

    title = "Add"
    aliases = (
        "Sum",
        "Residual",
        "Residual connection",
        "Skip connection",
        "Shortcut",
        "Skip",
        "Residual block",
        "Identity shortcut",
    )
    group = "Join"
    sort = "join"
    order = 400
    formula = "y = x₀ + x₁ + …"
    source = "K. He et al., Deep Residual Learning for Image Recognition (2015), arxiv.org/abs/1512.03385"
    max_inputs = 16

    type: Literal["add"] = "add"

    def output_shape(self, *input_shapes: Shape) -> Shape:
        several(self.title, "adds", input_shapes)
        first = input_shapes[0]
        for handle, shape in enumerate(input_shapes):
            if shape != numbers(self.title, first):
                raise ShapeError(
                    ADD_TAKES_INPUTS_SHAPE(first=shown(first), shape=shown(shape)),
                    *_matching(first, shape, handle),
                    handle=handle,
                )
        return first

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torchground.catalogue.layers.modules.joins import Sum

        return Sum()

    def reads(self, box: Box, *input_shapes: Shape) -> tuple[Box, ...]:
        return (box,) * len(input_shapes)

    def cell(
        self, module: nn.Module, inputs: tuple[Tensor, ...], index: tuple[int, ...]
    ) -> Explained:
        return added_up(inputs, index)


def _matching(first: Shape, shape: Shape, handle: int) -> list[Mend]:
    """Mends that give ``shape`` the shape of the first input, if a single layer can."""
    if len(first) == len(shape) < 3 and first[:-1] == shape[:-1]:
        return [
            Mend(
                title=f"Match features: insert Linear with {first[-1]}",
                insert={"type": "linear", "out_features": first[-1]},
                handle=handle,
            )
        ]
    if len(first) == 2 or len(shape) == 2:
        return []
    if len(first) == 1:
        return [FLATTEN.model_copy(update={"handle": handle})]
    if len(shape) == 1:
        return [FLATTEN.model_copy(update={"handle": 0})]
    if first[1:] == shape[1:]:
        return [
            Mend(
                title=f"Match channels: insert Conv2d with {first[0]}",
                insert={"type": "conv2d", "out_channels": first[0], "kernel_size": 1},
                handle=handle,
            )
        ]
    return []
