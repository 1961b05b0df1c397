"""Max pooling of pictures to a fixed size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from torchground.catalogue.bases.shapes import Shape
from torchground.catalogue.layers.shared.pooling import AdaptivePooling

if TYPE_CHECKING:
    from torch import nn


class AdaptiveMaxPool2d(AdaptivePooling):
    """Divides a picture of any size into a fixed number of parts and keeps the largest number of each, channel by
    channel.

    A Linear behind it always gets the same count of numbers, however large the pictures are.
    """

    title = "AdaptiveMaxPool2d"
    aliases = ("AdaptiveMaxPooling2D",)
    order = 105
    formula = "y = max of each of n×n parts"
    source = "K. He et al., Spatial Pyramid Pooling (2014), arxiv.org/abs/1406.4729"
    keeps = "largest"

    type: Literal["adaptive_max_pool2d"] = "adaptive_max_pool2d"

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torch import nn

        return nn.AdaptiveMaxPool2d(self.output_size)
