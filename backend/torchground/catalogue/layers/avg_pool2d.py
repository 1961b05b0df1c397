"""Average pooling of pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from torchground.catalogue.bases.shapes import Shape
from torchground.catalogue.layers.shared.pooling import PicturePooling

if TYPE_CHECKING:
    from torch import nn


class AvgPool2d(PicturePooling):
    """Keeps the mean of every small window of a picture, for each channel separately: a smaller, smoother picture."""

    title = "AvgPool2d"
    aliases = ("AveragePooling2D", "AvgPooling2D", "AvgPool", "AveragePooling", "MeanPool")
    order = 102
    formula = "y = mean of each window"
    source = "Y. LeCun et al., Gradient-Based Learning Applied to Document Recognition (1998)"
    keeps = "mean"

    type: Literal["avg_pool2d"] = "avg_pool2d"

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torch import nn

        return nn.AvgPool2d(self.kernel_size, stride=self.stride, padding=self.padding)
