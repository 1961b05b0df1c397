"""The hard sigmoid: a sigmoid made of straight lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from torchground.catalogue.bases.layer import Activation
from torchground.catalogue.bases.shapes import Shape

if TYPE_CHECKING:
    from torch import nn


class Hardsigmoid(Activation):
    """A sigmoid made of straight lines: 0 up to −3, 1 from 3 on, and a straight line between.

    It is fast to compute. Outside the sloped part the gradient is exactly zero, so a unit can stop learning there.
    """

    title = "Hardsigmoid"
    order = 204
    formula = "y = min(1, max(0, x/6 + ½))"
    source = "M. Courbariaux et al., BinaryConnect (2015), arxiv.org/abs/1511.00363"
    aliases = ("Piecewise linear sigmoid",)

    type: Literal["hardsigmoid"] = "hardsigmoid"

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torch import nn

        return nn.Hardsigmoid()
