"""A block of a transformer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.layer import Layer
from torchground.catalogue.bases.shapes import Box, Mend, Shape
from torchground.catalogue.layers.shared.cells import all_steps, block_cell
from torchground.catalogue.layers.shared.heads import MAX_HEADS, attended, attention_numbers

if TYPE_CHECKING:
    from torch import Tensor, nn

    from torchground.catalogue.bases.explained import Explained


class TransformerEncoderLayer(Layer):
    """One block of a transformer: attention between the steps, then a small network at each step.

    Both add their result to their input (the residual stream), and layer norms keep the numbers in bounds. With causal
    on, stacked blocks make a GPT; without it, a BERT. The same block can be drawn piece by piece from layer norm,
    multi-head attention, add and feed-forward.
    """

    title = "Transformer block"
    aliases = (
        "TransformerEncoder",
        "Encoder layer",
        "Encoder block",
        "Transformer layer",
    )
    variants = {
        "TransformerDecoderLayer": {"causal": True},
        "Decoder block": {"causal": True},
        "GPT block": {"causal": True},
    }
    needless = ("embed_dim", "d_model", "key_dim", "batch_first", "input_shape", "name")
    group = "Attention"
    order = 163
    formula = "x = x + attention(norm(x)),  y = x + mlp(norm(x))"
    source = "A. Vaswani et al., Attention Is All You Need (2017), arxiv.org/abs/1706.03762"
    random = True

    type: Literal["transformer_encoder_layer"] = "transformer_encoder_layer"

    nhead: int = Field(
        4,
        ge=1,
        le=MAX_HEADS,
        json_schema_extra=ui(also=("num_heads", "heads", "n_heads"), high=16),
    )
    """How many heads the attention has; it must divide the features of a step."""

    dim_feedforward: int = Field(
        128,
        ge=1,
        le=4096,
        json_schema_extra=ui(also=("d_ff", "ff_dim", "intermediate_dim"), high=512),
    )
    """How many units the small network has inside; usually four times the features of a step."""

    dropout: float = Field(0.0, ge=0, le=0.95)
    """The probability that a number is set to zero while training: attention weights, units inside, and what both parts
    add."""

    activation: Literal["gelu", "relu"] = Field(
        "gelu", json_schema_extra=ui(choices={"gelu": "GELU", "relu": "ReLU"})
    )
    """The activation of the units of the small network."""

    norm_first: bool = True
    """Whether the layer norms come before attention and network, which trains more easily, or after the sums, as in the
    first paper."""

    causal: bool = False
    """Whether a step sees only itself and the steps before it, as a network that writes must."""

    def output_shape(self, *input_shapes: Shape) -> Shape:
        return attended(self.title, input_shapes[0], self.nhead, "nhead")

    def num_params(self, *input_shapes: Shape) -> int:
        count = input_shapes[0][1]
        attention = 4 * count * (count + 1)
        mlp = (2 * count + 1) * self.dim_feedforward + count
        return attention + mlp + 4 * count

    def num_activations(self, *input_shapes: Shape) -> int:
        steps, count = input_shapes[0]
        inside = 2 * steps * self.dim_feedforward + 4 * steps * count
        return attention_numbers(input_shapes[0], self.nhead) + inside

    def num_maps(self) -> int:
        return 4

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torchground.catalogue.layers.modules.attention import EncoderLayer

        return EncoderLayer(
            input_shapes[0][1],
            self.nhead,
            self.dim_feedforward,
            activation=self.activation,
            dropout=self.dropout,
            norm_first=self.norm_first,
            causal=self.causal,
        )

    def causal_mends(self) -> tuple[Mend, ...]:
        return () if self.causal else (Mend(title="Turn causal on", field="causal", value=True),)

    def reads(self, box: Box, *input_shapes: Shape) -> tuple[Box, ...]:
        return all_steps(box, input_shapes[0], causal=self.causal)

    def cell(
        self, module: nn.Module, inputs: tuple[Tensor, ...], index: tuple[int, ...]
    ) -> Explained:
        return block_cell(module, inputs[0], index)
