"""The gated recurrent unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from torchground.catalogue.bases.shapes import Shape
from torchground.catalogue.layers.shared.recurrence import Recurrent

if TYPE_CHECKING:
    from torch import nn


class GRU(Recurrent):
    """A recurrent layer with two gates and no separate memory. One gate decides how much of the state is kept, the
    other how much of it is used to compute a new state.

    It remembers nearly as well as an LSTM with a quarter fewer weights.
    """

    title = "GRU"
    aliases = ("Gated recurrent unit",)
    variants = {"BiGRU": {"bidirectional": True}, "Bidirectional GRU": {"bidirectional": True}}
    order = 153
    formula = "h = (1 − z)·n + z·h"
    source = "K. Cho et al., Learning Phrase Representations using RNN Encoder-Decoder (2014), arxiv.org/abs/1406.1078"
    parts = 3

    type: Literal["gru"] = "gru"

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torchground.catalogue.layers.modules import recurrent

        made = recurrent.GRU(
            input_shapes[0][1],
            self.hidden_size,
            self.num_layers,
            batch_first=True,
            dropout=self.between,
            bidirectional=self.bidirectional,
        )
        made.returns = self.returns
        return made
