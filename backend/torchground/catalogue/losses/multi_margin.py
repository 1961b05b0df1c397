"""Multi-class margin loss."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.task import Loss

if TYPE_CHECKING:
    import torch

    from torchground.catalogue.bases.task import LossFunction


class MultiMargin(Loss):
    """The output of the true class should be larger than every other output by a margin. Each output that comes closer
    costs the missing part of the margin. It is the hinge loss for many classes at once.
    """

    title = "Multi-class margin"
    aliases = ("MultiMarginLoss", "Multi-class hinge")
    order = 9
    formula = "L = 1/C · Σⱼ max(0, m − yₜ + yⱼ)ᵖ,  j ≠ t"
    source = "J. Weston, C. Watkins, Multi-class Support Vector Machines (1998)"
    fits = ("classes",)

    type: Literal["multi_margin"] = "multi_margin"

    margin: float = Field(1.0, gt=0, le=100, json_schema_extra=ui(low=0.1, high=10))
    """The margin of the true class (m)."""

    p: int = Field(1, ge=1, le=2, json_schema_extra=ui(label="Power (p)"))
    """Whether the missing part counts linearly (1) or squared (2)."""

    def build(self, num_outputs: int) -> LossFunction:
        from torchground.catalogue.losses.shared.comparing import mean_of

        return mean_of(self._compare)

    def each(self, num_outputs: int) -> LossFunction:
        from torchground.catalogue.losses.shared.comparing import by_sample

        return by_sample(self._compare)

    def _compare(self, outputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        from torchground.catalogue.losses.shared.comparing import one_hot, true_ones

        missing = (self.margin - true_ones(outputs, targets) + outputs).relu()
        if self.p == 2:
            missing = missing.square()
        return (missing * (1 - one_hot(outputs, targets))).mean(dim=1)
