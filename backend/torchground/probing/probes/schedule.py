"""The learning rate over the whole training."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from torchground.catalogue.bases.scheduler import Moment
from torchground.probing.probe import Probe, ProbeContext, ProbeError
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.lines import LinesFacts
from torchground.telemetry.offers import Offer
from torchground.telemetry.reading import Reading
from torchground.words import template

if TYPE_CHECKING:
    from torchground.catalogue.bases.scheduler import Scheduler
    from torchground.network.spec import Project

RUN_NO_SCHEDULE_LEARNING = template(
    "schedule.run_no_schedule_learning",
    "this run has no schedule: the learning rate stays as it is",
)

MOST_POINTS = 500


class Schedule(Probe):
    """The learning rate that the schedule plans for every step of the training, and the current step.

    A schedule that depends on the test loss has no plan. For it, the learning rates so far are drawn.
    """

    title = "Learning rate"
    group = "Training"
    order = 1
    kinds: ClassVar[tuple[Kind, ...]] = (LinesFacts,)

    type: Literal["schedule"] = "schedule"

    @classmethod
    def offers(cls, project: Project) -> Sequence[Offer]:
        if project.training.scheduler is None:
            return ()
        return [Offer(probe={"type": "schedule"}, title=cls.title, place="inside", order=30)]

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading: x [n ≤ 500] epochs, y [1, n] learning rates, float64. ``now`` is the epoch of the next step,
        with its fraction."""
        import numpy as np

        rule = context.project.training.scheduler
        if rule is None:
            raise ProbeError(RUN_NO_SCHEDULE_LEARNING())
        seen = _seen(context)
        epochs, rates = seen if rule.watches_loss else _planned(context, rule)
        tensors = {"x": np.array(epochs), "y": np.array([rates])}
        names = ["learning rate so far" if rule.watches_loss else "learning rate"]
        now = context.step / context.project.steps_per_epoch
        facts = LinesFacts(names=names, x_label="epoch", y_label="learning rate", now=now)
        return [Reading("", tensors, facts)]


def _planned(context: ProbeContext, rule: Scheduler) -> tuple[list[float], list[float]]:
    """Epochs and learning rates of the whole training, as planned now."""
    steps_per_epoch, epochs = context.project.steps_per_epoch, context.project.training.epochs
    last = steps_per_epoch * epochs - 1
    num = min(MOST_POINTS, last + 1)
    steps = [round(index * last / max(1, num - 1)) for index in range(num)]
    factors = [rule.factor(Moment(step, steps_per_epoch, epochs), {}) for step in steps]
    full = _full_rate(context, rule.factor(Moment(context.step, steps_per_epoch, epochs), {}))
    return [step / steps_per_epoch for step in steps], [full * factor for factor in factors]


def _full_rate(context: ProbeContext, factor: float) -> float:
    """The optimizer's own learning rate, without the factor of the schedule. A person may have changed it during the
    run."""
    if factor > 0:
        return context.learning_rate / factor
    return float(context.project.training.optimizer.model_dump()["lr"])


def _seen(context: ProbeContext) -> tuple[list[float], list[float]]:
    """Epochs and learning rates at the steps that were measured."""
    from torchground.probing.shared.remembered import seen_so_far

    seen = seen_so_far(context, "learning rates", context.learning_rate)
    steps_per_epoch = context.project.steps_per_epoch
    return [step / steps_per_epoch for step, _ in seen], [rate for _, rate in seen]
