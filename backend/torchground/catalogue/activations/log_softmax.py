"""The log-softmax: the logarithms of the outputs of softmax."""

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


class LogSoftmax(Activation):
    """The logarithm of Softmax, computed in one step. So even a share that is too small to be stored as a number is
    correct.

    Put it before the loss NLL: the two together are cross-entropy. Every output is 0 or below.
    """

    title = "LogSoftmax"
    elementwise = False
    order = 207
    formula = "yᵢ = xᵢ − ln Σⱼ eˣʲ"
    source = "J. Bridle, Probabilistic Interpretation of Feedforward Classification Network Outputs (1990)"

    type: Literal["log_softmax"] = "log_softmax"

    def gradient_stop(self, *input_shapes: Shape) -> GradientStop | None:
        return alone(input_shapes[0])

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torch import nn

        return nn.LogSoftmax(dim=features_axis(input_shapes[0]))

    def reads(self, box: Box, *input_shapes: Shape) -> tuple[Box, ...]:
        return (shared_reads(box, input_shapes[0]),)

    def cell(
        self, module: nn.Module, inputs: tuple[Tensor, ...], index: tuple[int, ...]
    ) -> Explained:
        return shared_cell(inputs[0], index, logarithm=True)
