"""Average pooling of sequences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from torchground.catalogue.bases.shapes import Shape
from torchground.catalogue.layers.shared.pooling import StepPooling

if TYPE_CHECKING:
    from torch import nn


class AvgPool1d(StepPooling):
    """Keeps the mean of every few steps of a sequence, for each feature separately: a shorter, smoother sequence."""

    title = "AvgPool1d"
    aliases = ("AveragePooling1D", "AvgPooling1D", "AvgPool", "AveragePooling", "MeanPool")
    order = 112
    formula = "y = mean of each window"
    source = "Y. LeCun et al., Gradient-Based Learning Applied to Document Recognition (1998)"
    keeps = "mean"

    type: Literal["avg_pool1d"] = "avg_pool1d"

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torchground.catalogue.layers.modules.overtime import StepAvgPool1d

        return StepAvgPool1d(
            self.kernel_size, stride=self.stride or self.kernel_size, padding=self.padding
        )
