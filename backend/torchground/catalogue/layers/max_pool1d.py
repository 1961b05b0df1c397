"""Max pooling of sequences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from torchground.catalogue.bases.shapes import Shape
from torchground.catalogue.layers.shared.pooling import StepPooling

if TYPE_CHECKING:
    from torch import nn


class MaxPool1d(StepPooling):
    """Keeps the largest number of every few steps of a sequence, for each feature separately: a shorter sequence that
    says whether something was found nearby.
    """

    title = "MaxPool1d"
    aliases = (
        "MaxPooling1D",
        "MaxPool",
        "MaxPooling",
        "Pooling",
        "Subsampling",
    )
    order = 111
    formula = "y = max of each window"
    source = "K. Yamaguchi et al., A Neural Network for Speaker-Independent Isolated Word Recognition (1990)"
    keeps = "largest"

    type: Literal["max_pool1d"] = "max_pool1d"

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torchground.catalogue.layers.modules.overtime import StepMaxPool1d

        return StepMaxPool1d(self.kernel_size, stride=self.stride, padding=self.padding)
