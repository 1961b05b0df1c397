"""Polynomial decay: the learning rate falls to zero along a power."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.scheduler import Moment, Scheduler, Unit


class PolynomialLR(Scheduler):
    """The learning rate falls to zero: in a straight line if the power is 1, faster at first if it is larger."""

    title = "Polynomial"
    aliases = ("Polynomial decay",)
    order = 7
    formula = "lr · (1 − t / T)^p"

    type: Literal["polynomial_lr"] = "polynomial_lr"

    total_iters: int | None = Field(None, ge=1, le=1_000_000, json_schema_extra=ui(high=1000))
    """After how many epochs it is zero (T); empty is the whole training."""

    power: float = Field(1.0, gt=0, le=10, json_schema_extra=ui(low=0.5, high=4))
    """The power (p): how strongly the curve bends."""

    unit: Unit = Field("epoch", json_schema_extra=ui(choices={"epoch": "Epoch", "step": "Step"}))
    """Whether it changes once an epoch or, more smoothly, at every step."""

    def factor(self, moment: Moment, memory: dict[str, float]) -> float:
        length = moment.epochs if self.total_iters is None else self.total_iters
        left = 1 - min(moment.done(self.unit), length) / length
        return float(left**self.power)
