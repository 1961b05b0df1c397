"""Mean squared error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from torchground.catalogue.task import Loss

if TYPE_CHECKING:
    import torch

    from torchground.catalogue.task import LossFunction


class MeanSquaredError(Loss):
    """The square of how far each output is from its target, averaged: large errors weigh much more than small ones.

    Where the targets are classes, the true class should give 1 and every other 0.
    """

    title = "Mean squared error"
    order = 2
    formula = "L = 1/n · Σ (y − t)²"
    source = "C. F. Gauss, Theoria motus corporum coelestium (1809)"

    fits = ("numbers", "classes")

    type: Literal["mse"] = "mse"

    def build(self, num_outputs: int) -> LossFunction:
        from torch.nn import functional

        def mean(outputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
            return functional.mse_loss(outputs, _as_numbers(outputs, targets))

        return mean

    def each(self, num_outputs: int) -> LossFunction:
        def each(outputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
            return (outputs - _as_numbers(outputs, targets)).square().mean(dim=1)

        return each


def _as_numbers(outputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    """Classes [n] as one number for each class [n, classes]; targets that are numbers as they are."""
    if targets.dtype.is_floating_point:
        return targets
    return outputs.new_zeros(outputs.shape).scatter_(1, targets.unsqueeze(1), 1.0)
