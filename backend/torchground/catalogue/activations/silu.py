"""The sigmoid linear unit, also called Swish."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from torchground.catalogue.bases.layer import Activation
from torchground.catalogue.bases.shapes import Shape

if TYPE_CHECKING:
    from torch import nn


class SiLU(Activation):
    """A smooth ReLU: each number times its own sigmoid. Dips a little below zero before it rises."""

    title = "SiLU (Swish)"
    aliases = ("Swish",)
    order = 206
    formula = "y = x / (1 + e⁻ˣ)"
    source = "P. Ramachandran et al., Searching for Activation Functions (2017), arxiv.org/abs/1710.05941"

    type: Literal["silu"] = "silu"

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torch import nn

        return nn.SiLU()
