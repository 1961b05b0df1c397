"""Histograms of the weights."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from torchground.probing.probe import Probe, ProbeContext, ProbeError
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.histogram import HistogramFacts
from torchground.telemetry.reading import Reading
from torchground.words import template

if TYPE_CHECKING:
    from torch import Tensor

NO_LAYER_NETWORK_LEARNS = template(
    "weight_histograms.no_layer_network_learns",
    "no layer of this network learns",
)
NO_FINITE_NUMBER_LEFT = template(
    "weight_histograms.no_finite_number_left",
    "{name} has no finite number left",
)


class WeightHistograms(Probe):
    """Histograms of the weights of each layer. In a healthy layer the spread grows slowly during training."""

    title = "Weight histograms"
    group = "Weights"
    order = 2
    kinds: ClassVar[tuple[Kind, ...]] = (HistogramFacts,)

    type: Literal["weight_histograms"] = "weight_histograms"

    bins: int = Field(40, ge=2, le=200)
    """The number of equal ranges in which the weights are counted."""

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading ``node.param`` for each param: counts [bins] int32 between the facts ``low`` and ``high``."""
        params = list(context.network.named_weights())
        if not params:
            raise ProbeError(NO_LAYER_NETWORK_LEARNS())
        return [self._reading(name, param.detach()) for name, param in params]

    def _reading(self, name: str, values: Tensor) -> Reading[HistogramFacts]:
        import torch

        from torchground.probing.shared.pictures import exact

        finite = values[torch.isfinite(values)]
        if not len(finite):
            raise ProbeError(NO_FINITE_NUMBER_LEFT(name=name))
        low, high = finite.min().item(), finite.max().item()
        if low == high:
            low, high = low - 0.5, high + 0.5
        counts = torch.histc(finite.cpu().double(), self.bins, low, high).to(torch.int32)
        facts = HistogramFacts(
            low=low,
            high=high,
            mean=finite.mean().item(),
            std=finite.std(correction=0).item(),
            num_zero=int((finite == 0).sum().item()),
        )
        return Reading(name, {"counts": exact(counts)}, facts)
