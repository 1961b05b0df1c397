"""All weights equal to one number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.initializers.shared.drawn_weights import DrawnWeights

if TYPE_CHECKING:
    import torch


class Constant(DrawnWeights):
    """Every weight starts at the same number. As with Zeros, the units of a hidden layer never become different."""

    title = "Constant"
    order = 2
    formula = "W = c"

    type: Literal["constant"] = "constant"

    val: float = Field(0.1, ge=-100, le=100, json_schema_extra=ui(low=-1, high=1))
    """The number (c)."""

    def alike(self) -> Literal["zero", "same"] | None:
        if not self.zero_biases:
            return None
        return "zero" if self.val == 0 else "same"

    def draw(self, weight: torch.Tensor) -> None:
        weight.fill_(self.val)
