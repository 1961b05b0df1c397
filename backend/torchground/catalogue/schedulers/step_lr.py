"""The learning rate falls every few epochs."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.scheduler import Moment, Scheduler


class StepLR(Scheduler):
    """Every few epochs, the learning rate is multiplied by γ: large steps at first, small ones to settle."""

    title = "Steps"
    aliases = ("Step decay",)
    order = 1
    formula = "lr · γ^⌊epoch / step_size⌋"

    type: Literal["step_lr"] = "step_lr"

    step_size: int = Field(10, ge=1, le=1_000_000, json_schema_extra=ui(high=100))
    """The number of epochs from one fall to the next."""

    gamma: float = Field(0.5, gt=0, le=1, json_schema_extra=ui(low=0.05))
    """The factor for the learning rate each time (γ)."""

    def factor(self, moment: Moment, memory: dict[str, float]) -> float:
        return float(self.gamma ** (moment.epoch // self.step_size))
