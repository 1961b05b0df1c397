"""The learning rate falls when the loss stops falling."""

from __future__ import annotations

from math import inf
from typing import Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.scheduler import Moment, Scheduler


class ReduceLROnPlateau(Scheduler):
    """The learning rate stays unchanged while the watched loss falls: the validation loss, or the test loss if there is
    no validation split. If the loss has not fallen for a few epochs, the rate is multiplied by γ, and the count of
    epochs begins again.
    """

    title = "On a plateau"
    order = 8
    formula = "lr ← γ · lr after so many epochs without a lower loss"
    watches_loss = True
    aliases = ("Reduce on plateau",)

    type: Literal["reduce_lr_on_plateau"] = "reduce_lr_on_plateau"

    gamma: float = Field(0.1, gt=0, le=0.99, json_schema_extra=ui(low=0.05))
    """The factor for the learning rate (γ; torch calls it factor)."""

    patience: int = Field(10, ge=0, le=100_000, json_schema_extra=ui(high=100))
    """How many epochs in a row may pass without a lower loss; the next one lowers the rate."""

    threshold: float = Field(1e-4, ge=0, le=1, json_schema_extra=ui(high=0.1))
    """By which fraction of itself the loss must fall to count as lower."""

    cooldown: int = Field(0, ge=0, le=100_000, json_schema_extra=ui(high=100))
    """How many epochs after each change are not counted."""

    min_factor: float = Field(0.0, ge=0, le=1, json_schema_extra=ui(high=0.1))
    """The lowest learning rate, as a fraction of the first."""

    def factor(self, moment: Moment, memory: dict[str, float]) -> float:
        return memory.get("factor", 1.0)

    def watched(self, loss: float, memory: dict[str, float]) -> None:
        best = memory.get("best")
        if loss < (inf if best is None else best * (1 - self.threshold)):
            memory["best"] = loss
            bad = 0.0
        else:
            bad = memory.get("bad", 0.0) + 1
        cooling = memory.get("cooling", 0.0)
        if cooling > 0:
            memory["cooling"], bad = cooling - 1, 0.0
        if bad > self.patience:
            memory["factor"] = max(memory.get("factor", 1.0) * self.gamma, self.min_factor)
            memory["cooling"], bad = float(self.cooldown), 0.0
        memory["bad"] = bad
