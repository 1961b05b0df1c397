"""A little less every epoch."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.scheduler import Moment, Scheduler


class ExponentialLR(Scheduler):
    """Every epoch the learning rate is multiplied by γ: it falls quickly at first and ever more slowly."""

    title = "Exponential"
    aliases = ("Exponential decay",)
    order = 3
    formula = "lr · γ^epoch"

    type: Literal["exponential_lr"] = "exponential_lr"

    gamma: float = Field(0.95, gt=0, le=1, json_schema_extra=ui(low=0.5))
    """What the learning rate is multiplied by after each epoch (γ)."""

    def factor(self, moment: Moment, memory: dict[str, float]) -> float:
        return float(self.gamma**moment.epoch)
