"""Cross-entropy: how surprised the network is by the true class."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.task import Loss

if TYPE_CHECKING:
    from torchground.catalogue.bases.task import LossFunction


class CrossEntropy(Loss):
    """How surprised the network is by the true class: 0 if it was sure of it, large if it was sure of another class.

    The outputs are first turned into shares that add up to 1 (softmax). A network that guesses at random among k
    classes has a loss of log k.
    """

    title = "Cross-entropy"
    aliases = (
        "CrossEntropyLoss",
        "CategoricalCrossentropy",
        "SparseCategoricalCrossentropy",
        "Log loss",
        "Softmax cross-entropy",
        "Multinomial logistic loss",
    )
    order = 1
    formula = "L = −log(eʸᵗ / Σⱼ eʸʲ), t the true class"
    source = "I. J. Good, Rational Decisions, Journal of the Royal Statistical Society B 14 (1952)"
    fits = ("classes",)
    squash = "softmax"

    type: Literal["cross_entropy"] = "cross_entropy"

    label_smoothing: float = Field(0.0, ge=0, le=0.9, json_schema_extra=ui(high=0.3))
    """How much of the target is spread over all classes, so that the network never needs to be completely sure."""

    def build(self, num_outputs: int) -> LossFunction:
        return self._function("mean")

    def each(self, num_outputs: int) -> LossFunction:
        return self._function("none")

    def _function(self, reduction: str) -> LossFunction:
        from torch.nn import functional

        return partial(
            functional.cross_entropy, label_smoothing=self.label_smoothing, reduction=reduction
        )
