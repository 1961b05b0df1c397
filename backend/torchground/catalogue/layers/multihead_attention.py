"""Self-attention with several heads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.layer import Layer
from torchground.catalogue.bases.shapes import Box, Mend, Shape
from torchground.catalogue.layers.shared.cells import all_steps, attention_cell
from torchground.catalogue.layers.shared.heads import MAX_HEADS, attended, attention_numbers

if TYPE_CHECKING:
    from torch import Tensor, nn

    from torchground.catalogue.bases.explained import Explained


class MultiheadAttention(Layer):
    """Each step of a sequence asks all steps a question (query). Steps whose key fits the question give it their value.

    Several heads do so in parallel, each with its own questions. Nothing here knows the order of the steps: put a
    positional encoding before it.
    """

    title = "Multi-head attention"
    aliases = (
        "Attention",
        "Self-attention",
        "Multi-head self-attention",
        "MHA",
        "Scaled dot-product attention",
        "Dot-product attention",
    )
    variants = {
        "Causal self-attention": {"causal": True},
        "Masked self-attention": {"causal": True},
    }
    needless = ("embed_dim", "d_model", "key_dim", "batch_first", "input_shape", "name")
    group = "Attention"
    order = 161
    formula = "headₕ = softmax(Qₕ Kₕᵀ / √d) Vₕ,  y = [head₁ … headₙ] Wₒ"
    source = "A. Vaswani et al., Attention Is All You Need (2017), arxiv.org/abs/1706.03762"
    random = True

    type: Literal["multihead_attention"] = "multihead_attention"

    num_heads: int = Field(
        4,
        ge=1,
        le=MAX_HEADS,
        json_schema_extra=ui(also=("heads", "n_heads", "nhead", "n_head"), high=16),
    )
    """How many heads work in parallel; it must divide the features of a step. With 1 it is plain self-attention."""

    causal: bool = False
    """Whether a step sees only itself and the steps before it, as a network that writes must."""

    dropout: float = Field(0.0, ge=0, le=0.95)
    """The probability that an attention weight is set to zero while training."""

    bias: bool = True
    """Whether queries, keys, values and the result also learn an offset."""

    def output_shape(self, *input_shapes: Shape) -> Shape:
        return attended(self.title, input_shapes[0], self.num_heads, "num_heads")

    def num_params(self, *input_shapes: Shape) -> int:
        features = input_shapes[0][1]
        return 4 * features * (features + self.bias)

    def num_activations(self, *input_shapes: Shape) -> int:
        return attention_numbers(input_shapes[0], self.num_heads)

    def num_maps(self) -> int:
        return 2

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torchground.catalogue.layers.modules.attention import SelfAttention

        return SelfAttention(
            input_shapes[0][1],
            self.num_heads,
            causal=self.causal,
            dropout=self.dropout,
            bias=self.bias,
        )

    def causal_mends(self) -> tuple[Mend, ...]:
        return () if self.causal else (Mend(title="Turn causal on", field="causal", value=True),)

    def reads(self, box: Box, *input_shapes: Shape) -> tuple[Box, ...]:
        return all_steps(box, input_shapes[0], causal=self.causal)

    def cell(
        self, module: nn.Module, inputs: tuple[Tensor, ...], index: tuple[int, ...]
    ) -> Explained:
        return attention_cell(module, inputs[0], index)
