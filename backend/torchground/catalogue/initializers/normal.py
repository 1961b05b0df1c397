"""Weights drawn from a normal distribution."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.initializers.shared.drawn_weights import DrawnWeights

if TYPE_CHECKING:
    import torch


class Normal(DrawnWeights):
    """Every weight is drawn from a bell curve (normal distribution) around zero, with the same width in every layer. If
    it is too narrow, signals become smaller from layer to layer; if it is too wide, they explode.
    """

    title = "Normal"
    aliases = ("Random normal", "Gaussian")
    order = 4
    formula = "W ~ N(0, σ²)"

    type: Literal["normal"] = "normal"

    std: float = Field(0.01, gt=0, le=100, json_schema_extra=ui(low=0.001, high=3, scale="log"))
    """The width of the bell curve (its standard deviation σ)."""

    def draw(self, weight: torch.Tensor) -> None:
        weight.normal_(0.0, self.std)
