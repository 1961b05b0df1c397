"""The learning rate falls at chosen epochs."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.scheduler import Moment, Scheduler

Milestone: TypeAlias = Annotated[int, Field(ge=1, le=1_000_000)]


class MultiStepLR(Scheduler):
    """At each of the chosen epochs, the learning rate is multiplied by γ."""

    title = "Chosen steps"
    aliases = ("Piecewise constant decay",)
    order = 2
    formula = "lr · γ^(milestones passed)"

    type: Literal["multi_step_lr"] = "multi_step_lr"

    milestones: list[Milestone] = Field([30, 60, 90], min_length=1, max_length=20)
    """The epochs after which the learning rate falls."""

    gamma: float = Field(0.1, gt=0, le=1, json_schema_extra=ui(low=0.05))
    """The factor for the learning rate each time (γ)."""

    def factor(self, moment: Moment, memory: dict[str, float]) -> float:
        passed = sum(milestone <= moment.epoch for milestone in self.milestones)
        return float(self.gamma**passed)
