"""The softplus: a smooth ReLU."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.layer import Activation
from torchground.catalogue.bases.shapes import Shape

if TYPE_CHECKING:
    from torch import nn


class Softplus(Activation):
    """A ReLU without its corner: nearly zero for negative numbers, nearly the number itself for large ones.

    It is always positive. Its slope is the sigmoid. Use it where an answer must be positive: a standard deviation, a
    rate.
    """

    title = "Softplus"
    order = 206
    formula = "y = ln(1 + e^(β·x)) / β"
    source = "C. Dugas et al., Incorporating Second-Order Functional Knowledge for Better Option Pricing (2000)"
    aliases = ("Smooth ReLU",)

    type: Literal["softplus"] = "softplus"

    beta: float = Field(1.0, ge=0.1, le=20, json_schema_extra=ui(low=0.5, high=10))
    """How sharp the bend is (β): the larger, the nearer to ReLU."""

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torch import nn

        return nn.Softplus(beta=self.beta)
