"""Linear warm-up: the learning rate starts small and grows."""

from __future__ import annotations

from math import cos, pi
from typing import Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.scheduler import Moment, Scheduler


class LinearWarmup(Scheduler):
    """The learning rate grows from a small start to its full value in the first epochs, step by step, while the weights
    are still far from good and the optimizer knows little about the gradients. Then it stays there, or falls along a
    cosine to the end.
    """

    title = "Warm-up"
    aliases = (
        "LinearLR",
        "Learning rate warm-up",
    )
    order = 9
    formula = "lr · (s + (1 − s) · t / T), t < T"
    source = "P. Goyal et al., Accurate, Large Minibatch SGD (2017), arxiv.org/abs/1706.02677"

    type: Literal["linear_warmup"] = "linear_warmup"

    warmup_epochs: float = Field(1.0, gt=0, le=1_000_000, json_schema_extra=ui(low=0.1, high=20))
    """How many epochs the warm-up takes (T)."""

    start_factor: float = Field(0.1, ge=0, le=1)
    """The learning rate of the first step, as a fraction of the full one (s)."""

    then: Literal["constant", "cosine"] = Field(
        "constant", json_schema_extra=ui(choices={"constant": "Stay", "cosine": "Cosine"})
    )
    """What comes after the warm-up."""

    min_factor: float = Field(0.0, ge=0, le=1, json_schema_extra=ui(high=0.2))
    """The learning rate at the end of the cosine, as a fraction of the full one."""

    def factor(self, moment: Moment, memory: dict[str, float]) -> float:
        climb = max(1, round(self.warmup_epochs * moment.steps_per_epoch))
        if moment.step < climb:
            return self.start_factor + (1 - self.start_factor) * moment.step / climb
        if self.then == "constant":
            return 1.0
        rest = max(1, moment.num_steps - climb)
        done = min(1.0, (moment.step - climb) / rest)
        return self.min_factor + (1 - self.min_factor) * (1 + cos(pi * done)) / 2
