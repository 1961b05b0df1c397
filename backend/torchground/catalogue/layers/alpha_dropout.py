"""Dropout for SELU."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from torchground.catalogue.bases.shapes import Shape, numbers
from torchground.catalogue.layers.shared.dropping import Dropping

if TYPE_CHECKING:
    from torch import nn


class AlphaDropout(Dropping):
    """Dropout for networks of SELU: dropped numbers become SELU's lowest value instead of zero, and the rest is shifted
    and scaled so that mean and spread stay the same.

    When the network is measured or used, everything passes through unchanged.
    """

    title = "AlphaDropout"
    order = 313
    formula = "y = a·(m·x + (1 − m)·α′) + b"
    source = (
        "G. Klambauer et al., Self-Normalizing Neural Networks (2017), arxiv.org/abs/1706.02515"
    )
    aliases = ("Dropout for SELU",)

    type: Literal["alpha_dropout"] = "alpha_dropout"

    def output_shape(self, *input_shapes: Shape) -> Shape:
        return numbers(self.title, input_shapes[0])

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torch import nn

        return nn.AlphaDropout(self.p)
