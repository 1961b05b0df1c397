"""Mean squared error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from torchground.catalogue.bases.task import Loss

if TYPE_CHECKING:
    import torch

    from torchground.catalogue.bases.task import LossFunction, Squash


class MeanSquaredError(Loss):
    """The squared distance of each output from its target, averaged: large errors weigh much more than small ones.

    If the targets are classes, the true class should give 1 and every other 0. Between two networks (GAN), real samples
    should give 1 and made ones 0.
    """

    title = "Mean squared error"
    aliases = (
        "MSELoss",
        "L2Loss",
        "Squared error",
        "Mean squared error loss",
        "Quadratic loss",
        "Least squares",
        "Sum of squares",
        "L2",
    )
    order = 2
    formula = "L = 1/n · Σ (y − t)²"
    source = "C. F. Gauss, Theoria motus corporum coelestium (1809)"
    fits = ("numbers", "classes", "real")

    type: Literal["mse"] = "mse"

    softmax: bool = False
    """Whether outputs for classes are first turned into shares that add up to 1. The gradient then almost vanishes
    where the network is sure and wrong, which is why cross-entropy learns faster."""

    def squashed(self) -> Squash:
        return "softmax" if self.softmax else "none"

    def build(self, num_outputs: int) -> LossFunction:
        from torch.nn import functional

        from torchground.catalogue.losses.shared.comparing import is_numbers, mean_of

        of_classes = mean_of(self._compare)

        def mean(outputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
            if is_numbers(targets):
                return functional.mse_loss(outputs, targets)
            return of_classes(outputs, targets)

        return mean

    def each(self, num_outputs: int) -> LossFunction:
        from torchground.catalogue.losses.shared.comparing import by_sample

        return by_sample(self._compare)

    def _compare(self, outputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        from torchground.catalogue.losses.shared.comparing import in_rows, is_numbers

        rows, wanted = in_rows(outputs, targets)
        if self.softmax and not is_numbers(targets):
            rows = rows.softmax(dim=1)
        return (rows - wanted).square().mean(dim=1)
