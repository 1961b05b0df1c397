"""How much worse the network is when one unit is always 0."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from torchground.probing.probe import Probe, ProbeContext, ProbeError
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.bars import BarsFacts
from torchground.telemetry.offers import Offer
from torchground.telemetry.reading import Reading
from torchground.words import template

if TYPE_CHECKING:
    from torch import Tensor

    from torchground.network.spec import Project

NO_LAYER_WHOSE_UNITS = template(
    "ablation.no_layer_whose_units",
    "there is no layer {node} whose units could be silenced",
)

MAX_UNITS = 64
MAX_SAMPLES = 256


class Ablation(Probe):
    """How much the test loss grows when one unit (or channel) of a layer is always 0, unit by unit.

    A unit that can be silenced without a higher loss is not needed. A unit whose silence costs much has a task that no
    other unit has.
    """

    title = "Silenced units"
    group = "Why"
    order = 4
    source = "R. Meyes et al., Ablation Studies in Artificial Neural Networks (2019), arxiv.org/abs/1901.08644"
    kinds: ClassVar[tuple[Kind, ...]] = (BarsFacts,)
    on_demand = True

    type: Literal["ablation"] = "ablation"

    node: str = Field(max_length=40)
    """The layer whose units are silenced."""

    @classmethod
    def offers(cls, project: Project) -> Sequence[Offer]:
        if project.training.task.adversarial:
            return ()
        return [
            Offer(
                probe={"type": "ablation", "node": node.id},
                title=cls.title,
                place="node",
                node=node.id,
                order=80,
            )
            for node in project.nodes[1:-1]
            if len(node.shape) in (1, 3) and node.num_params
        ]

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading [1, units ≤ 64]: how much the test loss grows for each unit. Facts: ``whole`` is the loss of the
        whole network; how many units are shown."""
        import torch

        from torchground.probing.shared.pictures import exact, shown_of

        node = next((node for node in context.project.nodes if node.id == self.node), None)
        if node is None or not node.inputs:
            raise ProbeError(NO_LAYER_WHOSE_UNITS(node=self.node))
        x, y = context.test_x[:MAX_SAMPLES], context.test_y[:MAX_SAMPLES]
        values = context.network.outputs(x, until=self.node)[self.node]
        whole = _loss(context, x, y, self.node, values)
        units = min(MAX_UNITS, values.shape[1])
        grown = [
            _loss(context, x, y, self.node, _without(values, unit)) - whole for unit in range(units)
        ]
        facts = BarsFacts(
            series=["loss without it − loss"],
            names=[str(unit) for unit in range(units)],
            whole=whole,
            **shown_of(units, values.shape[1]),
        )
        return [Reading(self.node, {"values": exact(torch.tensor([grown]))}, facts)]


def _without(values: Tensor, unit: int) -> Tensor:
    silenced = values.clone()
    silenced[:, unit] = 0
    return silenced


def _loss(context: ProbeContext, x: Tensor, y: Tensor, node: str, values: Tensor) -> float:
    last = context.project.nodes[-1].id
    outputs = context.network.outputs(x, given={node: values}, until=last)[last]
    return context.loss(*context.task.paired(outputs, y)).item()
