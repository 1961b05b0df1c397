"""Kullback-Leibler divergence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.task import Loss

if TYPE_CHECKING:
    import torch

    from torchground.catalogue.bases.task import LossFunction


class KLDivergence(Loss):
    """How far the network's shares are from the target shares, in nats: 0 if they are equal.

    The target gives almost everything to the true class and spreads a little over all classes, so that it can be
    reached. The loss applies log-softmax to the outputs; a network that ends in Log-softmax gets the same loss.
    """

    title = "KL divergence"
    aliases = (
        "KLDivLoss",
        "Kullback-Leibler divergence",
        "Relative entropy",
        "Kullback-Leibler",
    )
    order = 7
    formula = "L = Σᵢ tᵢ · log(tᵢ / pᵢ)"
    source = "S. Kullback, R. A. Leibler, On Information and Sufficiency (1951)"
    fits = ("classes",)
    squash = "softmax"

    type: Literal["kl_div"] = "kl_div"

    smoothing: float = Field(0.1, ge=0, le=0.9, json_schema_extra=ui(high=0.5))
    """How much of the target is spread over all classes; with 0 this is cross-entropy."""

    def build(self, num_outputs: int) -> LossFunction:
        from torchground.catalogue.losses.shared.comparing import mean_of

        return mean_of(self._compare)

    def each(self, num_outputs: int) -> LossFunction:
        from torchground.catalogue.losses.shared.comparing import by_sample

        return by_sample(self._compare)

    def _compare(self, outputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        from torch.nn import functional

        from torchground.catalogue.losses.shared.comparing import one_hot

        wanted = one_hot(outputs, targets) * (1 - self.smoothing)
        wanted = wanted + self.smoothing / outputs.shape[1]
        shares = outputs.log_softmax(dim=1)
        return functional.kl_div(shares, wanted, reduction="none").sum(dim=1)
