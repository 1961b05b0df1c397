"""ReLU with a small slope for negative numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.bases.layer import Activation
from torchground.catalogue.bases.shapes import Shape

if TYPE_CHECKING:
    from torch import nn


class LeakyReLU(Activation):
    """Like ReLU, but negative numbers pass with a small slope, so that no unit stops learning for good."""

    title = "LeakyReLU"
    order = 201
    formula = "y = x if x ≥ 0, else a·x"
    source = (
        "A. Maas et al., Rectifier Nonlinearities Improve Neural Network Acoustic Models (2013)"
    )
    aliases = ("Leaky rectifier",)

    type: Literal["leaky_relu"] = "leaky_relu"

    negative_slope: float = Field(0.01, ge=0, le=1)
    """The slope for negative numbers (a)."""

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torch import nn

        return nn.LeakyReLU(self.negative_slope)
