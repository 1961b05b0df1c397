"""The exact activation of one unit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from torchground.catalogue.layers.shared.places import Coordinate
from torchground.probing.probe import ProbeContext, ProbeError, SampleProbe
from torchground.probing.shared.places import Place
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.scalar import ScalarFacts
from torchground.telemetry.reading import Reading
from torchground.words import template

if TYPE_CHECKING:
    from torch import Tensor

NO_PLANE_TAKE_POINT = template(
    "unit_value.no_plane_take_point",
    "there is no plane to take a point of; ask for a sample",
)
NO_NODE = template(
    "unit_value.no_node",
    "there is no node {node}; there are {outputs:and}",
)


class UnitValue(SampleProbe):
    """The exact output of one unit for a sample or at a point of the plane."""

    title = "One unit"
    group = "Exact"
    order = 2
    kinds: ClassVar[tuple[Kind, ...]] = (ScalarFacts,)
    on_demand: ClassVar[bool] = True

    type: Literal["unit_value"] = "unit_value"

    node: str | None = Field(None, max_length=40)
    """The layer's node id. null is the answer of the whole network: a probability or a prediction."""

    index: list[Place] = Field([0], max_length=8)
    """The place in the layer's output: a unit, or channel, row and column."""

    point: Annotated[list[Coordinate], Field(min_length=2, max_length=2)] | None = None
    """Coordinates in the input plane, or in the noise plane for a unit of a generator. null takes the sample."""

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading at the node's path (``output`` for the whole network) [] float32."""
        from torchground.probing.shared.pictures import answers, exact, meaning
        from torchground.probing.shared.places import at

        x = self._input(context)
        if self.node is None:
            values, name = answers(context, context.network.forward(x))[0], "output"
        else:
            outputs = context.network.outputs(x, given=self._noise(context, x))
            if self.node not in outputs:
                raise ProbeError(NO_NODE(node=self.node, outputs=list(outputs)))
            values, name = outputs[self.node][0], self.node
        facts = ScalarFacts(
            index=self.index,
            point=self.point,
            meaning=meaning(context) if self.node is None else None,
        )
        return [Reading(name, {"values": exact(at(values, self.index, name).float())}, facts)]

    def _noise(self, context: ProbeContext, x: Tensor) -> dict[str, Tensor]:
        from torchground.probing.shared.adversaries import made_of_noise, noise_at

        noise = noise_at(context, self.sample)
        if self.point is None or self.node not in made_of_noise(context):
            return noise
        return {node: x for node in noise if x.shape[1] == noise[node].shape[1]} or noise

    def _input(self, context: ProbeContext) -> Tensor:
        import torch

        from torchground.probing.shared.pictures import picked

        if self.point is None:
            return picked(context, self)[0]
        if context.data.plane is None:
            raise ProbeError(NO_PLANE_TAKE_POINT())
        return torch.tensor([self.point], dtype=torch.float32, device=context.train_x.device)
