"""The logistic function."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from torchground.catalogue.bases.layer import Activation
from torchground.catalogue.bases.shapes import Shape

if TYPE_CHECKING:
    from torch import nn


class Sigmoid(Activation):
    """Squeezes every number smoothly between 0 and 1, like a probability.

    Far from zero it is flat and passes on hardly any gradient; between layers Tanh or ReLU learn faster.
    """

    title = "Sigmoid"
    aliases = (
        "Logistic",
        "Expit",
        "Logistic sigmoid",
        "Logistic function",
    )
    order = 204
    formula = "y = 1 / (1 + e⁻ˣ)"
    source = "D. Rumelhart et al., Learning Representations by Back-Propagating Errors (1986)"

    type: Literal["sigmoid"] = "sigmoid"

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torch import nn

        return nn.Sigmoid()
