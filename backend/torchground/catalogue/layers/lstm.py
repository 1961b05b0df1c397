"""Long short-term memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from torchground.catalogue.bases.shapes import Shape
from torchground.catalogue.layers.shared.recurrence import Recurrent

if TYPE_CHECKING:
    from torch import nn


class LSTM(Recurrent):
    """A recurrent layer with a memory (cell) and three gates: what to forget, what to write, what to show.

    While the forget gate stays open, the memory keeps its content over many steps, and the gradient on its way back
    stays the same too. Whether the gate is open at the start of training depends on its bias: see the chrono
    initializer.
    """

    title = "LSTM"
    aliases = ("Long short-term memory",)
    variants = {"BiLSTM": {"bidirectional": True}, "Bidirectional LSTM": {"bidirectional": True}}
    order = 152
    formula = "c = f·c + i·g,  h = o·tanh(c)"
    source = "S. Hochreiter, J. Schmidhuber, Long Short-Term Memory (1997)"
    parts = 4

    type: Literal["lstm"] = "lstm"

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torchground.catalogue.layers.modules import recurrent

        made = recurrent.LSTM(
            input_shapes[0][1],
            self.hidden_size,
            self.num_layers,
            batch_first=True,
            dropout=self.between,
            bidirectional=self.bidirectional,
        )
        made.returns = self.returns
        return made
