"""The differences between truth and prediction, and their histogram."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from torchground.probing.probe import Probe, ProbeContext, ProbeError
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.histogram import HistogramFacts
from torchground.telemetry.kinds.scatter import ScatterFacts
from torchground.telemetry.offers import Offer
from torchground.telemetry.reading import Reading
from torchground.words import template

if TYPE_CHECKING:
    from torch import Tensor

    from torchground.network.spec import Project

NETWORK_PREDICTS_NO_NUMBERS = template(
    "residuals.network_predicts_no_numbers",
    "the network predicts no numbers, so nothing is left over",
)
NO_PREDICTION_FINITE_NUMBER = template(
    "residuals.no_prediction_finite_number",
    "no prediction is a finite number",
)

MAX_POINTS = 1000


class Residuals(Probe):
    """The differences between truth and prediction for the test samples, by the size of the prediction, and a histogram
    of them. A good model leaves only noise. A curve or a fan of points means that something was not learned."""

    title = "Residuals"
    group = "Answers"
    order = 4
    formula = "r = t − y"
    kinds: ClassVar[tuple[Kind, ...]] = (ScatterFacts, HistogramFacts)

    type: Literal["residuals"] = "residuals"

    bins: int = Field(30, ge=5, le=100)
    """How many bars the histogram has."""

    @classmethod
    def offers(cls, project: Project) -> Sequence[Offer]:
        if project.training.task.type != "regression":
            return ()
        return [Offer(probe={"type": "residuals"}, title=cls.title, place="output", order=30)]

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """Two readings of the first target, in its own units: points [n ≤ 1000, 2] (prediction, residual) with the line
        where the residual is 0, and counts [bins] with the facts low, high, mean, std."""
        import torch

        from torchground.probing.shared.pictures import exact, in_target_units, test_outputs

        if context.task.type != "regression":
            raise ProbeError(NETWORK_PREDICTS_NO_NUMBERS())
        predicted = in_target_units(context, test_outputs(context)[:, 0])
        left = in_target_units(context, context.test_y[:, 0]) - predicted
        points = torch.stack([predicted, left], dim=1)[:MAX_POINTS]
        low, high = points[:, 0].min(), points[:, 0].max()
        line = torch.stack([low, torch.zeros_like(low), high, torch.zeros_like(high)])[None]
        group = torch.ones(len(points), dtype=torch.int32)
        facts = ScatterFacts(groups=[], x_label="prediction", y_label="residual", title="Residuals")
        tensors = {"points": exact(points), "group": exact(group), "lines": exact(line)}
        return [Reading("output", tensors, facts), self._histogram(left)]

    def _histogram(self, left: Tensor) -> Reading[HistogramFacts]:
        import torch

        from torchground.probing.shared.pictures import exact

        finite = left[torch.isfinite(left)].double()
        if len(finite) == 0:
            raise ProbeError(NO_PREDICTION_FINITE_NUMBER())
        reach = finite.abs().max().clamp_min(1e-12).item()
        counts = torch.histc(finite, self.bins, -reach, reach).to(torch.int32)
        facts = HistogramFacts(
            low=-reach,
            high=reach,
            mean=finite.mean().item(),
            std=finite.std(correction=0).item(),
            num_zero=int((finite == 0).sum()),
            title="How often",
        )
        return Reading("residuals", {"counts": exact(counts)}, facts)
