"""Exponential decay: the learning rate falls by the same factor every epoch."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.scheduler import Moment, Scheduler


class ExponentialLR(Scheduler):
    """Every epoch multiplies the learning rate by γ: it falls quickly at first and then more and more slowly."""

    title = "Exponential"
    aliases = ("Exponential decay",)
    order = 3
    formula = "lr · γ^epoch"

    type: Literal["exponential_lr"] = "exponential_lr"

    gamma: float = Field(0.95, gt=0, le=1, json_schema_extra=ui(low=0.5))
    """The factor for the learning rate after each epoch (γ)."""

    def factor(self, moment: Moment, memory: dict[str, float]) -> float:
        return float(self.gamma**moment.epoch)
