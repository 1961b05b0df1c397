"""The hard tanh: numbers limited to a range."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.layer import Activation
from torchground.catalogue.bases.shapes import Shape

if TYPE_CHECKING:
    from torch import nn


class Hardtanh(Activation):
    """Limits every number to a range and leaves numbers inside it unchanged: a tanh made of straight lines.

    Outside the range the gradient is exactly zero.
    """

    title = "Hardtanh"
    order = 203
    formula = "y = min(high, max(low, x))"
    source = "R. Collobert, Large Scale Machine Learning (2004)"

    type: Literal["hardtanh"] = "hardtanh"

    min_val: float = Field(-1.0, ge=-100, le=0, json_schema_extra=ui(low=-5))
    """The smallest output (low)."""

    max_val: float = Field(1.0, ge=0.01, le=100, json_schema_extra=ui(high=5))
    """The largest output (high)."""

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torch import nn

        return nn.Hardtanh(self.min_val, self.max_val)
