"""The forecast of a series beside the true values: one step ahead, and many steps ahead without true values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.probing.probe import Probe, ProbeContext, ProbeError
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.lines import LinesFacts
from torchground.telemetry.offers import Offer
from torchground.telemetry.reading import Reading
from torchground.words import template

if TYPE_CHECKING:
    from torch import Tensor

    from torchground.network.spec import Project

FORECAST_NEEDS_WINDOWS_SERIES = template(
    "forecast.forecast_needs_windows_series",
    "a forecast needs windows of one series with a next value to predict",
)
TARGET_NOT_VERY_NEXT = template(
    "forecast.target_not_very_next",
    "the target is not the very next value, so a prediction cannot be the next input",
)

MAX_SHOWN = 400


class Forecast(Probe):
    """The test series, the network's prediction of each next value from the true values before it, and a forecast that
    continues alone from one place. There, each prediction becomes part of the window for the next, so small errors add
    up."""

    title = "Forecast"
    group = "Answers"
    order = 5
    kinds: ClassVar[tuple[Kind, ...]] = (LinesFacts,)

    type: Literal["forecast"] = "forecast"

    start: int = Field(40, ge=0, le=1_000_000, json_schema_extra=ui(high=300))
    """The step of the test series at which the forecast starts to continue alone."""

    length: int = Field(100, ge=1, le=300)
    """How many steps the forecast continues alone."""

    @classmethod
    def offers(cls, project: Project) -> Sequence[Offer]:
        if not _is_series(project):
            return ()
        return [Offer(probe={"type": "forecast"}, title=cls.title, place="output", order=1)]

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading, in the units of the target: x [n ≤ 400], the steps of the test half, and y [3, n]: the truth,
        the prediction one step ahead, and the forecast that continues by itself (NaN elsewhere).

        Facts: ``now`` is the start of that forecast, ``free_mse`` its mean squared error.
        """
        import torch

        from torchground.probing.shared.pictures import exact, in_target_units, outputs_for

        if not _is_series(context.project):
            raise ProbeError(FORECAST_NEEDS_WINDOWS_SERIES())
        count = min(MAX_SHOWN, len(context.test_x))
        x, truth = context.test_x[:count], context.test_y[:count, 0]
        ahead = outputs_for(context, x)[:, 0]
        start = min(self.start, count - 1)
        free = torch.full_like(truth, torch.nan)
        free[start : start + self.length] = self._left_alone(context, x[start], count - start)
        lines = in_target_units(context, torch.stack([truth, ahead, free]))
        gone = torch.isfinite(lines[2])
        facts = LinesFacts(
            names=["truth", "one step ahead", "left to itself"],
            x_label="step of the test series",
            y_label=context.data.target,
            now=start,
            free_mse=(lines[2] - lines[0])[gone].square().mean().item(),
            remark="left to itself from the upright line on",
        )
        tensors = {"x": exact(torch.arange(count, dtype=torch.float32)), "y": exact(lines)}
        return [Reading("output", tensors, facts)]

    def _left_alone(self, context: ProbeContext, window: Tensor, room: int) -> Tensor:
        """The predictions [≤ length] that follow a window. Each prediction is appended to the window for the next
        one."""
        import torch

        if not _follows(context):
            raise ProbeError(TARGET_NOT_VERY_NEXT())
        made = []
        for _ in range(min(self.length, room)):
            value = context.network.forward(window[None])[0]
            made.append(value[0])
            window = torch.cat([window[1:], value[None]])
        return torch.stack(made)


def _is_series(project: Project) -> bool:
    info = project.info
    one_line = len(info.shape) == 2 and info.shape[1] == 1 and info.asks == "numbers"
    return one_line and info.num_targets == 1 and project.training.task.type == "regression"


def _follows(context: ProbeContext) -> bool:
    """Whether each target is the last value of the next window."""
    return bool((context.test_x[1:50, -1, 0] - context.test_y[:49, 0]).abs().max() < 1e-5)
