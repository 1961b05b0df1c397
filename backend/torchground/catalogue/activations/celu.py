"""The continuously differentiable exponential linear unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.layer import Activation
from torchground.catalogue.bases.shapes import Shape

if TYPE_CHECKING:
    from torch import nn


class CELU(Activation):
    """Lets positive numbers through and bends negative ones smoothly towards −α, without a kink at zero for any α.

    With α = 1 it is ELU.
    """

    title = "CELU"
    order = 202
    formula = "y = max(0, x) + min(0, α·(e^(x/α) − 1))"
    source = "J. Barron, Continuously Differentiable Exponential Linear Units (2017), arxiv.org/abs/1704.07483"
    aliases = ("Continuously differentiable exponential linear unit",)

    type: Literal["celu"] = "celu"

    alpha: float = Field(1.0, ge=0.01, le=10, json_schema_extra=ui(low=0.1, high=3))
    """How far down negative numbers go, and how slowly (α)."""

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torch import nn

        return nn.CELU(self.alpha)
