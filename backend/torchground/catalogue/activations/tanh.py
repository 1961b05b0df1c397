"""The hyperbolic tangent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from torchground.catalogue.bases.layer import Activation
from torchground.catalogue.bases.shapes import Shape

if TYPE_CHECKING:
    from torch import nn


class Tanh(Activation):
    """Squeezes every number smoothly between −1 and 1; small ones pass nearly unchanged.

    Far from zero it is flat and passes on hardly any gradient, so very deep networks learn slowly with it.
    """

    title = "Tanh"
    aliases = ("Hyperbolic tangent",)
    order = 203
    formula = "y = (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ)"
    source = "Y. LeCun et al., Efficient BackProp (1998)"

    type: Literal["tanh"] = "tanh"

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torch import nn

        return nn.Tanh()
