"""Dropout."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.layer import Layer, Shape
from torchground.catalogue.shapes import numbers

if TYPE_CHECKING:
    from torch import nn


class Dropout(Layer):
    """While training, sets a random part of the numbers to zero at every step and makes up for it in the rest.

    The network cannot lean on any single unit, which makes learning by heart harder. When it is measured or used,
    everything passes through unchanged.
    """

    title = "Dropout"
    group = "Normalise · regularise"
    order = 302
    formula = "y = m·x / (1 − p), m = 0 with chance p, else 1"
    source = "N. Srivastava et al., Dropout: A Simple Way to Prevent Neural Networks from Overfitting (2014)"
    elementwise = True
    random = True

    type: Literal["dropout"] = "dropout"

    p: float = Field(0.5, ge=0, le=0.95)
    """The chance of each number to be set to zero."""

    def output_shape(self, *input_shapes: Shape) -> Shape:
        return numbers(self.title, input_shapes[0])

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torch import nn

        return nn.Dropout(self.p)
