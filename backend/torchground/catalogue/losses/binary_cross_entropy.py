"""Binary cross-entropy: every output is a separate question of yes or no."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.task import Loss

if TYPE_CHECKING:
    import torch

    from torchground.catalogue.bases.task import LossFunction


class BinaryCrossEntropy(Loss):
    """Every output answers yes or no by itself, and the loss is how surprised the network is by the true answer.

    Outputs are logits: the loss applies the sigmoid, so the network must not. For two classes one output is enough.
    Targets that are numbers (the pixels of a picture) must lie between 0 and 1; outside that range the loss can fall
    for ever.
    """

    title = "Binary cross-entropy"
    aliases = (
        "BCE",
        "BCELoss",
        "BCEWithLogits",
        "BCEWithLogitsLoss",
        "Logistic loss",
    )
    order = 5
    formula = "L = −t·log σ(y) − (1 − t)·log(1 − σ(y))"
    source = "I. J. Good, Rational Decisions, Journal of the Royal Statistical Society B 14 (1952)"
    fits = ("classes", "numbers", "real")
    squash = "sigmoid"
    targets = (0.0, 1.0)

    type: Literal["binary_cross_entropy"] = "binary_cross_entropy"

    reduction: Literal["mean", "sum"] = Field(
        "mean", json_schema_extra=ui(choices={"mean": "Mean", "sum": "Sum"})
    )
    """How the numbers of one sample are combined: their mean, or their sum, as in an ELBO with its KL divergence. Over
    the samples of a batch it is always the mean."""

    def num_outputs(self, num_classes: int) -> int:
        return 1 if num_classes == 2 else num_classes

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
        losses = functional.binary_cross_entropy_with_logits(rows, wanted, reduction="none")
        return losses.mean(dim=1) if self.reduction == "mean" else losses.sum(dim=1)
