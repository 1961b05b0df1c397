"""Average pooling of pictures to a fixed size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from torchground.catalogue.bases.shapes import Shape
from torchground.catalogue.layers.shared.pooling import AdaptivePooling

if TYPE_CHECKING:
    from torch import nn


class AdaptiveAvgPool2d(AdaptivePooling):
    """Divides a picture of any size into a fixed number of parts and keeps the mean of each, channel by channel.

    A Linear behind it always gets the same count of numbers, however large the pictures are.
    """

    title = "AdaptiveAvgPool2d"
    aliases = ("AdaptiveAveragePooling2D",)
    order = 106
    formula = "y = mean of each of n×n parts"
    source = "K. He et al., Spatial Pyramid Pooling (2014), arxiv.org/abs/1406.4729"
    keeps = "mean"

    type: Literal["adaptive_avg_pool2d"] = "adaptive_avg_pool2d"

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torch import nn

        return nn.AdaptiveAvgPool2d(self.output_size)
