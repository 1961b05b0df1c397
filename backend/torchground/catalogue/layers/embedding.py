"""The embedding: turns tokens into numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.explained import Explained, Term, number
from torchground.catalogue.bases.layer import Layer
from torchground.catalogue.bases.shapes import Box, Shape, tokens

if TYPE_CHECKING:
    from torch import Tensor, nn


class Embedding(Layer):
    """Gives each token (a letter, a word, a symbol) its own row of numbers, which training changes.

    A network cannot compute with names. Here every name becomes a point, and tokens that are used in similar ways end
    up close to each other.
    """

    title = "Embedding"
    aliases = (
        "Token embedding",
        "Lookup table",
        "Word embedding",
        "Word vectors",
    )
    needless = ("num_embeddings", "vocab_size", "input_dim", "input_length", "input_shape", "name")
    group = "Sequence"
    units = "embedding_dim"
    order = 150
    formula = "yₜ = W[token at t]"
    source = "Y. Bengio et al., A Neural Probabilistic Language Model (2003)"

    type: Literal["embedding"] = "embedding"

    embedding_dim: int = Field(
        32,
        ge=1,
        le=1024,
        json_schema_extra=ui(also=("output_dim", "embed_dim", "d_model", "dim"), high=128),
    )
    """How many numbers each token gets."""

    def output_shape(self, *input_shapes: Shape) -> Shape:
        return (tokens(self.title, input_shapes[0])[0], self.embedding_dim)

    def num_params(self, *input_shapes: Shape) -> int:
        return tokens(self.title, input_shapes[0]).vocab * self.embedding_dim

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torch import nn

        vocab = tokens(self.title, input_shapes[0]).vocab
        return nn.Embedding(vocab, self.embedding_dim)

    def reads(self, box: Box, *input_shapes: Shape) -> tuple[Box, ...]:
        return (box[:1],)

    def cell(
        self, module: nn.Module, inputs: tuple[Tensor, ...], index: tuple[int, ...]
    ) -> Explained:
        token, feature = int(inputs[0][index[0]].item()), index[1]
        value = float(module.get_parameter("weight")[token, feature].item())
        terms = (Term(0, index[:1], token),)
        note = f"row {token} of the table belongs to this token"
        return Explained(value, f"y = W[{token}, {feature}] = {number(value)}", terms, 1, note=note)
