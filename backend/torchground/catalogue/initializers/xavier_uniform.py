"""Xavier (Glorot) initialization, from a uniform distribution. The range depends on the numbers of inputs and
outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.initializers.shared.drawn_weights import DrawnWeights

if TYPE_CHECKING:
    import torch


class XavierUniform(DrawnWeights):
    """The more inputs and outputs a layer has, the smaller its weights. So signals in the forward pass and gradients in
    the backward pass keep their size through many layers of tanh or sigmoid.
    """

    title = "Xavier uniform"
    aliases = (
        "Glorot uniform",
        "Glorot",
        "Xavier",
        "Xavier initialization",
        "Glorot initialization",
    )
    order = 5
    formula = "W ~ U(−b, b), b = g·√(6 / (in + out))"
    source = "X. Glorot, Y. Bengio, Understanding the Difficulty of Training Deep Networks (2010)"

    type: Literal["xavier_uniform"] = "xavier_uniform"

    gain: float = Field(1.0, gt=0, le=100, json_schema_extra=ui(low=0.1, high=5))
    """A factor for all weights (g); 5/3 suits tanh, √2 suits ReLU."""

    def draw(self, weight: torch.Tensor) -> None:
        from torch.nn import init

        init.xavier_uniform_(weight, gain=self.gain)
