"""The softmax: turns numbers into shares that add up to one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from torchground.catalogue.bases.layer import Activation, GradientStop
from torchground.catalogue.bases.shapes import Box, Shape
from torchground.catalogue.layers.shared.sharing import (
    alone,
    features_axis,
    shared_cell,
    shared_reads,
)

if TYPE_CHECKING:
    from torch import Tensor, nn

    from torchground.catalogue.bases.explained import Explained


class Softmax(Activation):
    """Turns the numbers of a row into shares between 0 and 1 that add up to 1. The largest number gets the largest
    share.

    In sequences the numbers of each step add up to 1, in pictures the channels of each pixel. Cross-entropy already
    contains a softmax: do not end a network with a Softmax if it uses that loss.
    """

    title = "Softmax"
    elementwise = False
    order = 207
    formula = "yᵢ = eˣⁱ / Σⱼ eˣʲ"
    source = "J. Bridle, Probabilistic Interpretation of Feedforward Classification Network Outputs (1990)"
    aliases = (
        "Normalized exponential",
        "Softargmax",
    )

    type: Literal["softmax"] = "softmax"

    def gradient_stop(self, *input_shapes: Shape) -> GradientStop | None:
        return alone(input_shapes[0])

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torch import nn

        return nn.Softmax(dim=features_axis(input_shapes[0]))

    def reads(self, box: Box, *input_shapes: Shape) -> tuple[Box, ...]:
        return (shared_reads(box, input_shapes[0]),)

    def cell(
        self, module: nn.Module, inputs: tuple[Tensor, ...], index: tuple[int, ...]
    ) -> Explained:
        return shared_cell(inputs[0], index, logarithm=False)
