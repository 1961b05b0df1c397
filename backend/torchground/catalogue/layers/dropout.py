"""Dropout."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from torchground.catalogue.bases.shapes import Shape, numbers
from torchground.catalogue.layers.shared.dropping import Dropping

if TYPE_CHECKING:
    from torch import nn


class Dropout(Dropping):
    """While training, sets a random part of the numbers to zero at every step and scales up the rest to make up for it.

    The network cannot rely on any single unit, which makes learning by heart harder. When the network is measured or
    used, everything passes through unchanged.
    """

    title = "Dropout"
    order = 310
    formula = "y = m·x / (1 − p), m = 0 with chance p, else 1"

    type: Literal["dropout"] = "dropout"

    def output_shape(self, *input_shapes: Shape) -> Shape:
        return numbers(self.title, input_shapes[0])

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torch import nn

        return nn.Dropout(self.p)
