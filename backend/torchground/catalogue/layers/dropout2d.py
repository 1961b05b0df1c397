"""Dropout of whole channels of pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from torchground.catalogue.bases.shapes import Shape, picture
from torchground.catalogue.layers.shared.dropping import Dropping

if TYPE_CHECKING:
    from torch import nn


class Dropout2d(Dropping):
    """While training, drops whole channels of a picture at every step and scales up the rest to make up for it.

    Neighbouring pixels are almost equal, so dropping single pixels removes little information; dropping a channel
    removes more. When the network is measured or used, everything passes through unchanged.
    """

    title = "Dropout2d"
    aliases = ("SpatialDropout2D",)
    order = 311
    formula = "y = m·x / (1 − p), one m for each channel"
    source = "J. Tompson et al., Efficient Object Localization (2015), arxiv.org/abs/1411.4280"
    elementwise = False

    type: Literal["dropout2d"] = "dropout2d"

    def output_shape(self, *input_shapes: Shape) -> Shape:
        return picture(self.title, input_shapes[0])

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torch import nn

        return nn.Dropout2d(self.p)
