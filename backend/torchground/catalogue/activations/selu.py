"""The self-normalizing exponential linear unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from torchground.catalogue.bases.layer import Activation
from torchground.catalogue.bases.shapes import Shape

if TYPE_CHECKING:
    from torch import nn


class SELU(Activation):
    """An ELU whose two constants are chosen so that numbers of mean 0 and spread 1 keep both from layer to layer.

    That holds for deep stacks of Linear layers whose weights are drawn with spread 1/√inputs; with dropout, use
    AlphaDropout.
    """

    title = "SELU"
    order = 202
    formula = "y = λ·x if x > 0, else λ·α·(eˣ − 1), λ ≈ 1.0507, α ≈ 1.6733"
    source = (
        "G. Klambauer et al., Self-Normalizing Neural Networks (2017), arxiv.org/abs/1706.02515"
    )
    aliases = (
        "Scaled exponential linear unit",
        "Self-normalizing unit",
    )

    type: Literal["selu"] = "selu"

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torch import nn

        return nn.SELU()
