"""The plain recurrent layer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.shapes import Shape
from torchground.catalogue.layers.shared.recurrence import Recurrent

if TYPE_CHECKING:
    from torch import nn


class RNN(Recurrent):
    """Reads a sequence step by step. At each step it mixes its input with its last state into a new state.

    The state is all that it remembers. What it could learn from early steps fades or explodes on the way, step by step:
    look at the gradient through time.
    """

    title = "RNN"
    aliases = (
        "SimpleRNN",
        "VanillaRNN",
        "Elman network",
        "Recurrent layer",
    )
    variants = {"BiRNN": {"bidirectional": True}, "Bidirectional RNN": {"bidirectional": True}}
    order = 151
    formula = "hₜ = tanh(W xₜ + U hₜ₋₁ + b)"
    source = "J. Elman, Finding Structure in Time (1990)"
    parts = 1

    type: Literal["rnn"] = "rnn"

    nonlinearity: Literal["tanh", "relu"] = Field(
        "tanh", json_schema_extra=ui(choices={"tanh": "Tanh", "relu": "ReLU"})
    )
    """The activation of each new state; tanh keeps it between -1 and 1."""

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torchground.catalogue.layers.modules import recurrent

        made = recurrent.RNN(
            input_shapes[0][1],
            self.hidden_size,
            self.num_layers,
            nonlinearity=self.nonlinearity,
            batch_first=True,
            dropout=self.between,
            bidirectional=self.bidirectional,
        )
        made.returns = self.returns
        return made
