"""Negative log-likelihood."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from torchground.catalogue.bases.task import Loss

if TYPE_CHECKING:
    from torchground.catalogue.bases.task import LossFunction


class NegativeLogLikelihood(Loss):
    """Minus the output of the true class. The network itself must end in Log-softmax, so that its outputs are
    logarithms of shares. The two together are cross-entropy, in two parts.

    Without Log-softmax the loss has no lower limit: the outputs just grow and it falls for ever.
    """

    title = "Negative log-likelihood"
    aliases = (
        "NLLLoss",
        "Maximum likelihood",
    )
    order = 6
    formula = "L = −yₜ,  y = log p"
    source = "R. A. Fisher, On the Mathematical Foundations of Theoretical Statistics (1922)"
    fits = ("classes",)
    squash = "softmax"  # softmax of log-probabilities gives the probabilities again

    type: Literal["nll"] = "nll"

    def build(self, num_outputs: int) -> LossFunction:
        from torch.nn import functional

        return functional.nll_loss

    def each(self, num_outputs: int) -> LossFunction:
        from functools import partial

        from torch.nn import functional

        return partial(functional.nll_loss, reduction="none")
