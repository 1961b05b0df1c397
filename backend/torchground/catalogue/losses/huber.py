"""Huber loss: squared near the target, linear far from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.task import Loss

if TYPE_CHECKING:
    import torch

    from torchground.catalogue.bases.task import LossFunction


class Huber(Loss):
    """Small errors count squared, so that the network learns the last bit of accuracy gently. Errors larger than δ
    count linearly, so that a few wild samples do not decide everything.
    """

    title = "Huber"
    aliases = ("HuberLoss", "Smooth L1", "SmoothL1Loss")
    order = 4
    formula = "L = ½e² where |e| ≤ δ, else δ(|e| − ½δ),  e = y − t"
    source = "P. J. Huber, Robust Estimation of a Location Parameter (1964)"
    fits = ("numbers", "classes")

    type: Literal["huber"] = "huber"

    delta: float = Field(
        1.0, gt=0, le=1000, json_schema_extra=ui(low=0.01, high=10, scale="log", label="δ (delta)")
    )
    """The size of an error from which the loss grows linearly (δ)."""

    def build(self, num_outputs: int) -> LossFunction:
        from torchground.catalogue.losses.shared.comparing import mean_of

        return mean_of(self._compare)

    def each(self, num_outputs: int) -> LossFunction:
        from torchground.catalogue.losses.shared.comparing import by_sample

        return by_sample(self._compare)

    def _compare(self, outputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        from torch.nn import functional

        from torchground.catalogue.losses.shared.comparing import in_rows

        rows, wanted = in_rows(outputs, targets)
        return functional.huber_loss(rows, wanted, reduction="none", delta=self.delta).mean(dim=1)
