"""The output of the network itself as the loss."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from torchground.catalogue.bases.task import Loss

if TYPE_CHECKING:
    import torch

    from torchground.catalogue.bases.task import LossFunction


class Value(Loss):
    """The output itself: training makes what the network gives small. It may be below zero."""

    title = "The output itself"
    order = 12
    formula = "L = y"
    fits = ("none",)

    type: Literal["value"] = "value"

    def build(self, num_outputs: int) -> LossFunction:
        def mean(outputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
            return outputs.mean()

        return mean

    def each(self, num_outputs: int) -> LossFunction:
        def each(outputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
            return outputs.flatten(1).mean(dim=1)

        return each
