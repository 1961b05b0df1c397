"""Mean absolute error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from torchground.catalogue.bases.task import Loss

if TYPE_CHECKING:
    import torch

    from torchground.catalogue.bases.task import LossFunction


class MeanAbsoluteError(Loss):
    """The distance of each output from its target, averaged: an error twice as large costs exactly twice as much.

    A single wild sample does not pull the network far away, because its gradient is no larger than that of any other.
    If the targets are classes, the true class should give 1 and every other 0.
    """

    title = "Mean absolute error (L1)"
    aliases = (
        "L1Loss",
        "MAE",
        "Mean absolute error",
        "Absolute error",
        "Absolute loss",
    )
    order = 3
    formula = "L = 1/n · Σ |y − t|"
    source = "P.-S. Laplace, Mémoire sur la probabilité des causes par les événements (1774)"
    fits = ("numbers", "classes")

    type: Literal["l1"] = "l1"

    def build(self, num_outputs: int) -> LossFunction:
        from torchground.catalogue.losses.shared.comparing import mean_of

        return mean_of(_compare)

    def each(self, num_outputs: int) -> LossFunction:
        from torchground.catalogue.losses.shared.comparing import by_sample

        return by_sample(_compare)


def _compare(outputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    from torchground.catalogue.losses.shared.comparing import in_rows

    rows, wanted = in_rows(outputs, targets)
    return (rows - wanted).abs().mean(dim=1)
