"""Global average pooling: the mean of everything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from torchground.catalogue.bases.shapes import Shape
from torchground.catalogue.layers.shared.pooling import GlobalPooling

if TYPE_CHECKING:
    from torch import nn


class GlobalAvgPool(GlobalPooling):
    """Keeps only the mean of each channel of a picture, or of each feature of a sequence: how much of the pattern is
    there?

    It has no weights and takes pictures and sequences of any size.
    """

    title = "GlobalAvgPool"
    aliases = (
        "GlobalAveragePooling1D",
        "GlobalAveragePooling2D",
        "GlobalAvgPool1d",
        "GlobalAvgPool2d",
        "GAP",
    )
    order = 108
    formula = "yₖ = mean over all places"
    source = "M. Lin et al., Network in Network (2013), arxiv.org/abs/1312.4400"
    keeps = "mean"

    type: Literal["global_avg_pool"] = "global_avg_pool"

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torchground.catalogue.layers.modules.overtime import GlobalMean

        return GlobalMean(over_time=len(input_shapes[0]) == 2)
