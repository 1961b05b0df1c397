"""Hinge loss: an answer must be right by a margin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from torchground.catalogue.bases.task import Loss

if TYPE_CHECKING:
    import torch

    from torchground.catalogue.bases.task import LossFunction


class Hinge(Loss):
    """An output should be above 1 for its class and below −1 for any other. Beyond that the loss is zero and the sample
    teaches nothing more. So only the samples near the border count, as in a support vector machine.

    For two classes there is one output. For more, each class has its own output that answers yes or no.
    """

    title = "Hinge"
    aliases = (
        "HingeLoss",
        "SVM loss",
        "Max-margin loss",
        "Support vector machine",
        "SVM",
    )
    order = 8
    formula = "L = max(0, 1 − t·y),  t = ±1"
    source = "C. Cortes, V. Vapnik, Support-Vector Networks (1995)"
    fits = ("classes",)

    type: Literal["hinge"] = "hinge"

    def num_outputs(self, num_classes: int) -> int:
        return 1 if num_classes == 2 else num_classes

    def build(self, num_outputs: int) -> LossFunction:
        from torchground.catalogue.losses.shared.comparing import mean_of

        return mean_of(_compare)

    def each(self, num_outputs: int) -> LossFunction:
        from torchground.catalogue.losses.shared.comparing import by_sample

        return by_sample(_compare)


def _compare(outputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    from torchground.catalogue.losses.shared.comparing import in_rows

    rows, wanted = in_rows(outputs, targets)
    return (1 - (2 * wanted - 1) * rows).relu().mean(dim=1)
