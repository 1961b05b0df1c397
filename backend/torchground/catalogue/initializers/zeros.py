"""All weights zero."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from torchground.catalogue.initializers.shared.drawn_weights import DrawnWeights

if TYPE_CHECKING:
    import torch


class Zeros(DrawnWeights):
    """Every weight starts at zero. A single unit learns well from there, as the perceptron does. In a network with
    hidden layers, all units of a layer get the same gradient and stay equal for ever.
    """

    title = "Zeros"
    aliases = (
        "Zero",
        "Zero initialization",
    )
    order = 1
    formula = "W = 0"

    type: Literal["zeros"] = "zeros"

    def alike(self) -> Literal["zero"] | None:
        return "zero" if self.zero_biases else None

    def draw(self, weight: torch.Tensor) -> None:
        weight.zero_()
