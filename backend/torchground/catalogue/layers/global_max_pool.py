"""Global max pooling: the largest number of everything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from torchground.catalogue.bases.shapes import Shape
from torchground.catalogue.layers.shared.pooling import GlobalPooling

if TYPE_CHECKING:
    from torch import nn


class GlobalMaxPool(GlobalPooling):
    """Keeps only the largest number of each channel of a picture, or of each feature of a sequence: was the pattern
    found anywhere at all?

    Only the place with the largest number gets a gradient, so each filter learns from its best match.
    """

    title = "GlobalMaxPool"
    aliases = ("GlobalMaxPooling1D", "GlobalMaxPooling2D", "GlobalMaxPool1d", "GlobalMaxPool2d")
    order = 107
    formula = "yₖ = max over all places"
    source = "M. Oquab et al., Is Object Localization for Free? (2015)"
    keeps = "largest"

    type: Literal["global_max_pool"] = "global_max_pool"

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torchground.catalogue.layers.modules.overtime import GlobalMax

        return GlobalMax(over_time=len(input_shapes[0]) == 2)
