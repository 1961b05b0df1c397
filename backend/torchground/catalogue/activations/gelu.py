"""The Gaussian error linear unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.layer import Activation
from torchground.catalogue.bases.shapes import Shape

if TYPE_CHECKING:
    from torch import nn


class GELU(Activation):
    """A smooth ReLU: multiplies each number by the probability that a normally distributed number is smaller.

    The usual choice in transformers.
    """

    title = "GELU"
    aliases = ("Gaussian error linear unit",)
    order = 205
    formula = "y = x · Φ(x)"
    source = "D. Hendrycks, K. Gimpel, Gaussian Error Linear Units (2016), arxiv.org/abs/1606.08415"

    type: Literal["gelu"] = "gelu"

    approximate: Literal["none", "tanh"] = Field(
        "none", json_schema_extra=ui(choices={"none": "Exact", "tanh": "By tanh"})
    )
    """Whether Φ is computed exactly, or by a formula with tanh as in the first papers."""

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torch import nn

        return nn.GELU(approximate=self.approximate)
