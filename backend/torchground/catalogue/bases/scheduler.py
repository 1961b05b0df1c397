"""The base of all schedules: how the learning rate changes over the training."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal, TypeAlias

from torchground.catalogue.bases.entry import Entry

Unit: TypeAlias = Literal["epoch", "step"]
"""How often a schedule changes the learning rate."""


@dataclass(frozen=True)
class Moment:
    """A moment in a training."""

    step: int
    """The number of optimizer steps taken."""
    steps_per_epoch: int
    epochs: int
    """The number of epochs in the whole training."""

    @property
    def epoch(self) -> int:
        """The number of whole epochs done."""
        return self.step // self.steps_per_epoch

    def done(self, unit: Unit) -> float:
        """The number of epochs done: whole epochs, or with the fraction of the current one if the unit is "step"."""
        return self.epoch if unit == "epoch" else self.step / self.steps_per_epoch

    @property
    def num_steps(self) -> int:
        """The number of steps in the whole training."""
        return self.steps_per_epoch * self.epochs


class Scheduler(Entry):
    """Gives the learning rate of each step as a factor of the optimizer's learning rate."""

    family: ClassVar[str] = "schedulers"

    watches_loss: ClassVar[bool] = False
    """Whether the schedule depends on the watched losses so far (validation, or test if there is no validation split).
    Otherwise it is known before the training."""

    def factor(self, moment: Moment, memory: dict[str, float]) -> float:
        """The factor of the learning rate for the next step.

        ``memory`` is what ``watched`` wrote. It is saved with the run and empty at the start.
        """
        raise NotImplementedError

    def watched(self, loss: float, memory: dict[str, float]) -> None:
        """Called at the end of an epoch with the watched loss. Store in ``memory`` what must be remembered: only
        numbers."""

    @classmethod
    def facts(cls) -> dict[str, Any]:
        return {"watches_loss": cls.watches_loss}
