"""Max pooling of pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from torchground.catalogue.bases.shapes import Shape
from torchground.catalogue.layers.shared.pooling import PicturePooling

if TYPE_CHECKING:
    from torch import nn


class MaxPool2d(PicturePooling):
    """Keeps the largest number of every small window of a picture, for each channel separately.

    The result is a smaller picture that says whether a pattern was found nearby, no matter exactly where.
    """

    title = "MaxPool2d"
    aliases = (
        "MaxPooling2D",
        "MaxPool",
        "MaxPooling",
        "Pooling",
        "Subsampling",
    )
    order = 101
    formula = "y = max of each window"
    source = "K. Yamaguchi et al., A Neural Network for Speaker-Independent Isolated Word Recognition (1990)"
    keeps = "largest"

    type: Literal["max_pool2d"] = "max_pool2d"

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torch import nn

        return nn.MaxPool2d(self.kernel_size, stride=self.stride, padding=self.padding)
