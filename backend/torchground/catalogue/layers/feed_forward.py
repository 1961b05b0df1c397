"""The feed-forward part of a transformer block."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.layer import Layer
from torchground.catalogue.bases.shapes import Box, Shape, features
from torchground.catalogue.layers.shared.cells import mlp_cell

if TYPE_CHECKING:
    from torch import Tensor, nn

    from torchground.catalogue.bases.explained import Explained


class FeedForward(Layer):
    """A small network of two linear layers, the same at every step: wider inside, then back to the same count of
    numbers.

    Attention moves information between steps; this layer then works on each step separately.
    """

    title = "Feed-forward"
    aliases = ("MLP", "FFN", "Positionwise feed-forward")
    group = "Attention"
    order = 162
    formula = "y = W₂ f(W₁x + b₁) + b₂"
    source = "A. Vaswani et al., Attention Is All You Need (2017), arxiv.org/abs/1706.03762"
    random = True

    type: Literal["feed_forward"] = "feed_forward"

    dim_feedforward: int = Field(
        128,
        ge=1,
        le=4096,
        json_schema_extra=ui(
            also=("d_ff", "ff_dim", "hidden_size", "units", "intermediate_dim"), high=512
        ),
    )
    """How many units are between the two linear layers; usually four times the features of a step."""

    activation: Literal["gelu", "relu"] = Field(
        "gelu", json_schema_extra=ui(choices={"gelu": "GELU", "relu": "ReLU"})
    )
    """The activation of the units inside."""

    dropout: float = Field(0.0, ge=0, le=0.95)
    """The probability that a unit inside is set to zero while training."""

    def output_shape(self, *input_shapes: Shape) -> Shape:
        features(self.title, input_shapes[0])
        return input_shapes[0]

    def num_params(self, *input_shapes: Shape) -> int:
        count = input_shapes[0][-1]
        return (2 * count + 1) * self.dim_feedforward + count

    def num_activations(self, *input_shapes: Shape) -> int:
        count = input_shapes[0][-1]
        return prod(input_shapes[0][:-1]) * (2 * self.dim_feedforward + count)

    def num_maps(self) -> int:
        return 2

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torchground.catalogue.layers.modules import attention

        return attention.FeedForward(
            input_shapes[0][-1],
            self.dim_feedforward,
            activation=self.activation,
            dropout=self.dropout,
        )

    def reads(self, box: Box, *input_shapes: Shape) -> tuple[Box, ...]:
        return ((*box[:-1], (0, input_shapes[0][-1] - 1)),)

    def cell(
        self, module: nn.Module, inputs: tuple[Tensor, ...], index: tuple[int, ...]
    ) -> Explained:
        return mlp_cell(module, inputs[0], index)
