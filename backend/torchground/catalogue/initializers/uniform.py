"""Weights drawn from a uniform distribution."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.initializers.shared.drawn_weights import DrawnWeights

if TYPE_CHECKING:
    import torch


class Uniform(DrawnWeights):
    """Every weight is drawn between minus the bound and plus the bound. All values between are equally likely, and the
    bound does not depend on the size of the layer.
    """

    title = "Uniform"
    aliases = ("Random uniform",)
    order = 3
    formula = "W ~ U(−b, b)"

    type: Literal["uniform"] = "uniform"

    bound: float = Field(0.1, gt=0, le=100, json_schema_extra=ui(low=0.001, high=3, scale="log"))
    """The largest weight (b)."""

    def draw(self, weight: torch.Tensor) -> None:
        weight.uniform_(-self.bound, self.bound)
