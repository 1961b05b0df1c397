"""Several branches side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from torchground.catalogue.layer import Layer, Shape, ShapeError
from torchground.catalogue.shapes import FLATTEN, several, shown

if TYPE_CHECKING:
    from torch import nn


class Concat(Layer):
    """Lays its inputs side by side: rows of numbers one after the other, pictures channel after channel.

    Nothing is lost and nothing is mixed; the next layer sees all of them.
    """

    title = "Concat"
    group = "Join"
    order = 401
    formula = "y = [x₀, x₁, …]"
    source = "C. Szegedy et al., Going Deeper with Convolutions (2014), arxiv.org/abs/1409.4842"
    max_inputs = 16

    type: Literal["concat"] = "concat"

    def output_shape(self, *input_shapes: Shape) -> Shape:
        several(self.title, "joins", input_shapes)
        first = input_shapes[0]
        for handle, shape in enumerate(input_shapes):
            if len(shape) != len(first):
                blamed = handle if len(shape) > len(first) else 0
                raise ShapeError(
                    f"Concat joins rows of numbers or pictures, not both; got {shown(first)} and {shown(shape)}; put a "
                    "Flatten on the wire of the picture",
                    FLATTEN.model_copy(update={"handle": blamed}),
                    handle=blamed,
                )
            if shape[1:] != first[1:]:
                raise ShapeError(
                    f"Concat joins pictures of one height and width, got {shown(first)} and {shown(shape)}; bring them "
                    "to one size or put a Flatten on each wire",
                    handle=handle,
                )
        return (sum(shape[0] for shape in input_shapes), *first[1:])

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torchground.catalogue.joins import Concatenation

        return Concatenation()
