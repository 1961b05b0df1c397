"""Maxout: a layer that learns its own activation."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from torchground.entries import Layer, Shape, flat, ui

if TYPE_CHECKING:
    from torch import nn


class Maxout(Layer):
    """Every unit computes several weighted sums of its inputs and passes on the largest.

    The largest of a few lines is a bent line, so a unit learns where to bend: no activation is needed behind it.
    """

    title: ClassVar[str] = "Maxout"
    group: ClassVar[str] = "Example package"
    formula: ClassVar[str] = "y = max(W₁x + b₁, …, Wₖx + bₖ)"
    source: ClassVar[str] = "I. Goodfellow et al., Maxout Networks (2013)"

    type: Literal["torchground_example.maxout"] = "torchground_example.maxout"

    out_features: int = Field(8, ge=1, le=1024, json_schema_extra=ui(high=64))
    """How many outputs (units) the layer has."""

    num_pieces: int = Field(2, ge=2, le=8)
    """How many weighted sums each unit takes the largest of."""

    def output_shape(self, *input_shapes: Shape) -> Shape:
        flat(self.title, input_shapes[0])
        return (self.out_features,)

    def num_params(self, *input_shapes: Shape) -> int:
        return (input_shapes[0][0] + 1) * self.out_features * self.num_pieces

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torch import nn

        return nn.Sequential(
            nn.Linear(input_shapes[0][0], self.out_features * self.num_pieces),
            nn.Unflatten(1, (self.out_features, self.num_pieces)),
            nn.AdaptiveMaxPool1d(1),
            nn.Flatten(),
        )
