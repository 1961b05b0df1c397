"""The one-cycle schedule: the learning rate rises once and falls once."""

from __future__ import annotations

from math import cos, pi
from typing import Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.scheduler import Moment, Scheduler


class OneCycleLR(Scheduler):
    """The learning rate rises from a small start to the optimizer's own and then falls far below the start. It changes
    at every step, once over the whole training. High rates in the middle keep the weights from settling too early.
    """

    title = "One cycle"
    order = 6
    formula = "1 / div_factor → 1 → 1 / (div_factor · final_div_factor)"
    source = "L. Smith, N. Topin, Super-Convergence (2017), arxiv.org/abs/1708.07120"
    aliases = (
        "1cycle",
        "Super-convergence",
    )

    type: Literal["one_cycle_lr"] = "one_cycle_lr"

    pct_start: float = Field(0.3, ge=0, le=1)
    """The fraction of the training in which it rises."""

    anneal_strategy: Literal["cos", "linear"] = Field(
        "cos", json_schema_extra=ui(choices={"cos": "Cosine", "linear": "Straight"})
    )
    """Whether it rises and falls along half a cosine wave or along straight lines."""

    div_factor: float = Field(25.0, ge=1, le=1e6, json_schema_extra=ui(high=100))
    """How many times smaller than the highest value the start is."""

    final_div_factor: float = Field(1e4, ge=1, le=1e9, json_schema_extra=ui(high=1e6, scale="log"))
    """How many times smaller than the start the end is."""

    def factor(self, moment: Moment, memory: dict[str, float]) -> float:
        last = moment.num_steps - 1
        step, top = min(moment.step, last), self.pct_start * moment.num_steps - 1
        start = 1 / self.div_factor
        if step <= top:
            return self._between(start, 1.0, step / top if top else 1.0)
        return self._between(1.0, start / self.final_div_factor, (step - top) / (last - top))

    def _between(self, begin: float, end: float, part: float) -> float:
        if self.anneal_strategy == "linear":
            return (end - begin) * part + begin
        return end + (begin - end) / 2 * (1 + cos(pi * part))
