"""The product of several branches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from torchground.catalogue.bases.explained import Explained, multiplied
from torchground.catalogue.bases.layer import Layer
from torchground.catalogue.bases.shapes import Box, Mend, Shape, ShapeError, numbers, several, shown
from torchground.words import template

if TYPE_CHECKING:
    from torch import Tensor, nn

MULTIPLY_TAKES_INPUTS_SHAPE = template(
    "multiply.multiply_takes_inputs_shape",
    "Multiply takes inputs of one shape, got {first} and {shape}; match the second to the first",
)

GLU = template(
    "multiply.glu",
    "it is drawn from pieces: lead two Linear into Multiply, one of them through Sigmoid",
)
SWIGLU = template(
    "multiply.swiglu",
    "it is drawn from pieces: lead two Linear into Multiply, one of them through SiLU",
)
GEGLU = template(
    "multiply.geglu",
    "it is drawn from pieces: lead two Linear into Multiply, one of them through GELU",
)

REGLU = template(
    "multiply.reglu",
    "it is drawn from pieces: lead two Linear into Multiply, one of them through ReLU",
)


class Multiply(Layer):
    """Multiplies its inputs number by number; all must have the same shape.

    With a branch that ends in a sigmoid it is a gate: where that branch gives 0 nothing passes, and where it gives 1
    everything does.
    """

    title = "Multiply"
    aliases = (
        "Product",
        "Gate",
        "Hadamard product",
        "Elementwise product",
    )
    pieces = {
        "GLU": GLU(),
        "SwiGLU": SWIGLU(),
        "GEGLU": GEGLU(),
        "ReGLU": REGLU(),
        "Gated linear unit": GLU(),
    }
    group = "Join"
    sort = "join"
    order = 402
    formula = "y = x₀ · x₁ · …"
    source = "R. Srivastava et al., Highway Networks (2015), arxiv.org/abs/1505.00387"
    max_inputs = 16

    type: Literal["multiply"] = "multiply"

    def output_shape(self, *input_shapes: Shape) -> Shape:
        several(self.title, "multiplies", input_shapes)
        first = input_shapes[0]
        for handle, shape in enumerate(input_shapes):
            if shape != numbers(self.title, first):
                raise ShapeError(
                    MULTIPLY_TAKES_INPUTS_SHAPE(first=shown(first), shape=shown(shape)),
                    *_matching(first, shape, handle),
                    handle=handle,
                )
        return first

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torchground.catalogue.layers.modules.joins import Product

        return Product()

    def reads(self, box: Box, *input_shapes: Shape) -> tuple[Box, ...]:
        return (box,) * len(input_shapes)

    def cell(
        self, module: nn.Module, inputs: tuple[Tensor, ...], index: tuple[int, ...]
    ) -> Explained:
        return multiplied(inputs, index)


def _matching(first: Shape, shape: Shape, handle: int) -> list[Mend]:
    """A mend that gives ``shape`` the features of the first input with a Linear. Empty unless only the features
    differ."""
    if len(first) not in (1, 2) or len(shape) != len(first) or first[:-1] != shape[:-1]:
        return []
    return [
        Mend(
            title=f"Match features: insert Linear with {first[-1]}",
            insert={"type": "linear", "out_features": first[-1]},
            handle=handle,
        )
    ]
