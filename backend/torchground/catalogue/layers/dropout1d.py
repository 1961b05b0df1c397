"""Dropout of whole features of a sequence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from torchground.catalogue.bases.shapes import Shape, sequence
from torchground.catalogue.layers.shared.dropping import Dropping

if TYPE_CHECKING:
    from torch import nn


class Dropout1d(Dropping):
    """While training, drops whole features of a sequence, at all its steps, and scales up the rest to make up for it.

    If a feature is missing at one step, the network could guess it from the next step. If it is missing at all steps,
    it cannot. When the network is measured or used, everything passes through unchanged.
    """

    title = "Dropout1d"
    aliases = ("SpatialDropout1D",)
    order = 312
    formula = "y = m·x / (1 − p), one m for each feature"
    source = "J. Tompson et al., Efficient Object Localization (2015), arxiv.org/abs/1411.4280"
    elementwise = False

    type: Literal["dropout1d"] = "dropout1d"

    def output_shape(self, *input_shapes: Shape) -> Shape:
        return sequence(self.title, input_shapes[0])

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torchground.catalogue.layers.modules.overtime import StepDropout1d

        return StepDropout1d(self.p)
