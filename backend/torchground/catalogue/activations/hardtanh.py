"""Numbers held between two bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.layer import Activation
from torchground.catalogue.bases.shapes import Shape

if TYPE_CHECKING:
    from torch import nn


class Hardtanh(Activation):
    """Holds every number between two bounds and leaves the ones between them as they are: a tanh drawn with a ruler.

    Outside the bounds the gradient is exactly zero.
    """

    title = "Hardtanh"
    order = 203
    formula = "y = min(high, max(low, x))"
    source = "R. Collobert, Large Scale Machine Learning (2004)"

    type: Literal["hardtanh"] = "hardtanh"

    min_val: float = Field(-1.0, ge=-100, le=0, json_schema_extra=ui(low=-5))
    """No number comes out smaller than this (low)."""

    max_val: float = Field(1.0, ge=0.01, le=100, json_schema_extra=ui(high=5))
    """No number comes out larger than this (high)."""

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torch import nn

        return nn.Hardtanh(self.min_val, self.max_val)
