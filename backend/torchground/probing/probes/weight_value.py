"""The exact value of one weight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from pydantic import Field

from torchground.probing.probe import Probe, ProbeContext, ProbeError
from torchground.probing.shared.places import Place
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.scalar import ScalarFacts
from torchground.telemetry.reading import Reading
from torchground.words import template

NO_PARAM = template(
    "weight_value.no_param",
    "there is no {name}; there are {known:and}",
)


class WeightValue(Probe):
    """The exact value of one weight or bias of a layer, and its gradient for the last batch."""

    title = "One weight"
    group = "Exact"
    order = 1
    kinds: ClassVar[tuple[Kind, ...]] = (ScalarFacts,)
    on_demand: ClassVar[bool] = True

    type: Literal["weight_value"] = "weight_value"

    node: str = Field("", max_length=40)
    """The layer's node id."""

    param: str = Field("weight", max_length=40)
    """The name of the param in the layer."""

    index: list[Place] = Field([], max_length=8)
    """The place in the param, one number for each axis: row (output), column (input) …"""

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading ``node.param`` [] float32; its fact ``gradient`` is null before the first step."""
        from torchground.probing.shared.pictures import exact
        from torchground.probing.shared.places import at

        name = f"{self.node}.{self.param}"
        params = dict(context.network.named_weights())
        if name not in params:
            raise ProbeError(NO_PARAM(name=name, known=list(params) or ["no params"]))
        value = at(params[name].detach(), self.index, name)
        gradient = context.gradients.get(name)
        facts = ScalarFacts(
            index=self.index,
            shape=list(params[name].shape),
            gradient=None if gradient is None else at(gradient, self.index, name).item(),
        )
        return [Reading(name, {"values": exact(value)}, facts)]
