"""A smooth ReLU with a dip."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from torchground.catalogue.bases.layer import Activation
from torchground.catalogue.bases.shapes import Shape

if TYPE_CHECKING:
    from torch import nn


class Mish(Activation):
    """A smooth ReLU: each number times the tanh of its softplus. Dips a little below zero before it rises.

    Very similar to SiLU: small negative numbers still pass, and so does their gradient.
    """

    title = "Mish"
    order = 206
    formula = "y = x · tanh(ln(1 + eˣ))"
    source = "D. Misra, Mish: A Self Regularized Non-Monotonic Activation Function (2019), arxiv.org/abs/1908.08681"

    type: Literal["mish"] = "mish"

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torch import nn

        return nn.Mish()
