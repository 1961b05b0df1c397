"""The function of an activation, its slope, and a histogram of its inputs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from torchground.probing.probe import Probe, ProbeContext, ProbeError, activations_of
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.histogram import HistogramFacts
from torchground.telemetry.kinds.lines import LinesFacts
from torchground.telemetry.offers import Offer
from torchground.telemetry.reading import Reading
from torchground.words import template

if TYPE_CHECKING:
    from torch import Tensor

    from torchground.network.spec import Node, Project

NO_NUMBER_COMES_FINITE = template(
    "activation_curve.no_number_comes_finite",
    "no number that comes into {id} is finite",
)
NETWORK_NO_ACTIVATION_TAKES = template(
    "activation_curve.network_no_activation_takes",
    "this network has no activation that takes each number by itself",
)
NO_ACTIVATION = template(
    "activation_curve.no_activation",
    "{node} is no activation; there are {found:and}",
)

NUM_SAMPLES, POINTS = 256, 201
NEAR, FAR = 4.0, 20.0
"""The curve covers at least −4 to 4, and never more than −20 to 20."""


class ActivationCurve(Probe):
    """The function of an activation and its slope, and below them a histogram of the activation's inputs.

    Where the slope is near zero, nothing is learned. A sigmoid saturates and a ReLU dies where many inputs are in such
    a range.
    """

    title = "Activation and its slope"
    group = "Activations"
    order = 1
    kinds: ClassVar[tuple[Kind, ...]] = (LinesFacts, HistogramFacts)

    type: Literal["activation_curve"] = "activation_curve"

    node: str | None = Field(None, max_length=40)
    """The activation's node id. null is the first one."""

    bins: int = Field(40, ge=2, le=200)
    """The number of equal ranges in which the inputs are counted."""

    @classmethod
    def offers(cls, project: Project) -> Sequence[Offer]:
        return [
            Offer(
                probe={"type": "activation_curve", "node": node.id},
                title=cls.title,
                place="node",
                node=node.id,
                order=20,
            )
            for node in activations_of(project)
        ]

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """Lines at the node's path: x [201], y [2, 201], the function and its slope. A histogram at ``node.input``:
        counts [bins] of the activation's inputs for the first 256 test samples, over the same range.

        Facts of the histogram: ``flat`` is the part of the inputs where the slope is below 0.01. ``dead`` is the part
        of the units whose slope is 0 for every sample.
        """
        import torch

        from torchground.probing.shared.derivatives import with_derivative
        from torchground.probing.shared.pictures import exact

        node = self._node(context)
        (source,) = node.inputs
        came = context.network.outputs(context.test_x[:NUM_SAMPLES], until=source)[source]
        finite = came[torch.isfinite(came)]
        if not len(finite):
            raise ProbeError(NO_NUMBER_COMES_FINITE(id=node.id))
        low = max(-FAR, min(-NEAR, finite.min().item()))
        high = min(FAR, max(NEAR, finite.max().item()))
        x = torch.linspace(low, high, POINTS, device=came.device)
        y, derivative = with_derivative(context, node.id, x)
        facts = LinesFacts(
            names=["f(x)", "slope f′(x)"], x_label="x", y_label="", formula=node.layer.formula
        )
        lines = {"x": exact(x), "y": exact(torch.stack([y, derivative]))}
        return [
            Reading(node.id, lines, facts),
            self._histogram(context, node, came, finite, low, high),
        ]

    def _histogram(
        self,
        context: ProbeContext,
        node: Node,
        came: Tensor,
        finite: Tensor,
        low: float,
        high: float,
    ) -> Reading[HistogramFacts]:
        import torch

        from torchground.probing.shared.derivatives import FLAT, with_derivative
        from torchground.probing.shared.pictures import exact

        counts = torch.histc(finite.cpu().double(), self.bins, low, high).to(torch.int32)
        derivatives = with_derivative(context, node.id, came)[1].abs()
        facts = HistogramFacts(
            low=low,
            high=high,
            mean=finite.mean().item(),
            std=finite.std(correction=0).item(),
            num_zero=int((finite == 0).sum().item()),
            outside=int(((finite < low) | (finite > high)).sum().item()),
            flat=(derivatives < FLAT).double().mean().item(),
            dead=(derivatives.amax(dim=0) == 0).double().mean().item(),
        )
        return Reading(f"{node.id}.input", {"counts": exact(counts)}, facts)

    def _node(self, context: ProbeContext) -> Node:
        found = {node.id: node for node in activations_of(context.project)}
        if not found:
            raise ProbeError(NETWORK_NO_ACTIVATION_TAKES())
        if self.node is not None and self.node not in found:
            raise ProbeError(NO_ACTIVATION(node=self.node, found=list(found)))
        return found[self.node] if self.node else next(iter(found.values()))
