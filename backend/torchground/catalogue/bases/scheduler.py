"""The base of all schedules: how the learning rate changes over the training."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal, TypeAlias

from torchground.catalogue.bases.entry import Entry

Unit: TypeAlias = Literal["epoch", "step"]
"""How often a schedule changes the learning rate."""


@dataclass(frozen=True)
class Moment:
    """Where a training stands."""

    step: int
    """Optimizer steps taken."""
    steps_per_epoch: int
    epochs: int
    """Of the whole training."""

    @property
    def epoch(self) -> int:
        """Whole epochs done."""
        return self.step // self.steps_per_epoch

    def done(self, unit: Unit) -> float:
        """Epochs done: whole ones, or to the step."""
        return self.epoch if unit == "epoch" else self.step / self.steps_per_epoch

    @property
    def num_steps(self) -> int:
        """Of the whole training."""
        return self.steps_per_epoch * self.epochs


class Scheduler(Entry):
    """What the learning rate of a step is, as a factor of the optimizer's own."""

    family: ClassVar[str] = "schedulers"

    watches_loss: ClassVar[bool] = False
    """Whether it depends on the watched losses so far (validation, or test where there is no validation split); else it
    is known beforehand."""

    def factor(self, moment: Moment, memory: dict[str, float]) -> float:
        """What the learning rate of the step that comes next is multiplied by.

        ``memory`` is what ``watched`` wrote, saved with the run; empty at the start.
        """
        raise NotImplementedError

    def watched(self, loss: float, memory: dict[str, float]) -> None:
        """An epoch ended with this watched loss: note in ``memory`` what must be remembered. Only numbers."""

    @classmethod
    def facts(cls) -> dict[str, Any]:
        return {"watches_loss": cls.watches_loss}
