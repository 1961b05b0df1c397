"""The rectified linear unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from torchground.catalogue.bases.layer import Activation
from torchground.catalogue.bases.shapes import Shape

if TYPE_CHECKING:
    from torch import nn


class ReLU(Activation):
    """Lets positive numbers through and turns negative ones into zero.

    Simple and fast: the usual choice in deep networks. A unit whose input is never positive stops learning.
    """

    title = "ReLU"
    aliases = ("Rectifier", "Rectified linear unit")
    order = 200
    formula = "y = max(0, x)"
    source = (
        "V. Nair, G. Hinton, Rectified Linear Units Improve Restricted Boltzmann Machines (2010)"
    )

    type: Literal["relu"] = "relu"

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torch import nn

        return nn.ReLU()
