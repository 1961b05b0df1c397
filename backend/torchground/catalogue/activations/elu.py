"""The exponential linear unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.layer import Activation
from torchground.catalogue.bases.shapes import Shape

if TYPE_CHECKING:
    from torch import nn


class ELU(Activation):
    """Lets positive numbers through and bends negative ones smoothly towards −α.

    Its outputs lie around zero, which helps the layers after it.
    """

    title = "ELU"
    order = 202
    formula = "y = x if x > 0, else α·(eˣ − 1)"
    source = "D. Clevert et al., Exponential Linear Units (ELUs) (2015), arxiv.org/abs/1511.07289"
    aliases = ("Exponential linear unit",)

    type: Literal["elu"] = "elu"

    alpha: float = Field(1.0, ge=0.01, le=10, json_schema_extra=ui(low=0.1, high=3))
    """How far down negative numbers go (α)."""

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torch import nn

        return nn.ELU(self.alpha)
