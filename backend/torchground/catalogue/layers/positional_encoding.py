"""The positional encoding: tells the network where each step is in the sequence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.explained import Explained, Term, number
from torchground.catalogue.bases.layer import Layer
from torchground.catalogue.bases.shapes import Box, Mend, Shape, ShapeError, sequence
from torchground.words import template

if TYPE_CHECKING:
    from torch import Tensor, nn

POSITIONAL_ENCODING_KNOWS_POSITIONS = template(
    "positional_encoding.positional_encoding_knows_positions",
    "Positional encoding knows {max_length} positions, and the sequence has {steps} steps; set "
    "max_length to as many, or choose data with shorter sequences",
)

LONGEST = 4096


class PositionalEncoding(Layer):
    """Adds numbers to each step that say where in the sequence it is.

    Attention looks at all steps at once and cannot know their order by itself: without positions, a sentence is a bag
    of words. Sines and cosines are fixed waves, slow and fast, like the hands of a clock. Learned positions are rows of
    numbers that training changes.
    """

    title = "Positional encoding"
    aliases = ("Positional embedding", "Position embedding", "Position encoding")
    variants = {
        "Sinusoidal positional encoding": {"encoding": "sinusoidal"},
        "SinePositionEncoding": {"encoding": "sinusoidal"},
    }
    needless = ("embed_dim", "d_model", "input_shape", "name")
    group = "Attention"
    order = 160
    formula = "yₜ = xₜ + pₜ,  pₜ,₂ᵢ = sin(t / 10000^(2i/C)),  pₜ,₂ᵢ₊₁ = cos(t / 10000^(2i/C))"
    source = "A. Vaswani et al., Attention Is All You Need (2017), arxiv.org/abs/1706.03762"

    type: Literal["positional_encoding"] = "positional_encoding"

    encoding: Literal["sinusoidal", "learned"] = Field(
        "learned", json_schema_extra=ui(choices={"sinusoidal": "Sines", "learned": "Learned"})
    )
    """Fixed waves, or rows of numbers that training changes."""

    max_length: int = Field(256, ge=1, le=LONGEST, json_schema_extra=ui(high=512))
    """The longest sequence it knows positions for."""

    def output_shape(self, *input_shapes: Shape) -> Shape:
        steps, features = sequence(self.title, input_shapes[0])
        if steps > self.max_length:
            raise ShapeError(
                POSITIONAL_ENCODING_KNOWS_POSITIONS(max_length=self.max_length, steps=steps),
                *_longer(steps),
                handle=0,
            )
        return (steps, features)

    def num_params(self, *input_shapes: Shape) -> int:
        return self.max_length * input_shapes[0][1] if self.encoding == "learned" else 0

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torchground.catalogue.layers.modules.attention import (
            LearnedPositions,
            SinusoidalPositions,
        )

        kind = LearnedPositions if self.encoding == "learned" else SinusoidalPositions
        return kind(self.max_length, input_shapes[0][1])

    def reads(self, box: Box, *input_shapes: Shape) -> tuple[Box, ...]:
        return (box,)

    def cell(
        self, module: nn.Module, inputs: tuple[Tensor, ...], index: tuple[int, ...]
    ) -> Explained:
        came = float(inputs[0][index].item())
        module_of_positions: Any = module
        added = float(module_of_positions.encoding(len(inputs[0]))[index].item())
        formula = f"y = x + p = {number(came)} + {number(added)} = {number(came + added)}"
        terms = (Term(0, index, came, product=came),)
        return Explained(came + added, formula, terms, 1, bias=added, sums=True)


def _longer(steps: int) -> list[Mend]:
    if steps > LONGEST:
        return []
    return [Mend(title=f"Set max_length to {steps}", field="max_length", value=steps)]
