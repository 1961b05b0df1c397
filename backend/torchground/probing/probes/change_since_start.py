"""How far the weights of each layer have moved since the start."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from torchground.probing.probe import Probe, ProbeContext
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.bars import BarsFacts
from torchground.telemetry.offers import Offer
from torchground.telemetry.reading import Reading

if TYPE_CHECKING:
    from torchground.network.spec import Project


class ChangeSinceStart(Probe):
    """How far the weights of each layer have moved since the first step, divided by their norm at the start.

    A frozen layer stays at exactly 0. In fine-tuning, the layers near the output usually move most.
    """

    title = "Change since the start"
    group = "Weights"
    order = 5
    kinds: ClassVar[tuple[Kind, ...]] = (BarsFacts,)

    type: Literal["change_since_start"] = "change_since_start"

    @classmethod
    def offers(cls, project: Project) -> Sequence[Offer]:
        learns = [node for node in project.nodes if node.num_params]
        if len(learns) < 2:
            return ()
        transferred = project.training.start is not None or not all(n.trainable for n in learns)
        place = "output" if transferred else "inside"
        probe = {"type": "change_since_start"}
        return [Offer(probe=probe, title=cls.title, place=place, order=4 if transferred else 60)]

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading [1, layers]: ‖w − w₀‖ / ‖w₀‖ of each layer with weights. The fact ``frozen`` says which layers
        are frozen."""
        import torch

        from torchground.probing.shared.pictures import exact

        moved: dict[str, float] = {}
        length: dict[str, float] = {}
        for name, param in context.network.named_weights():
            node, start = name.partition(".")[0], context.start[name]
            moved[node] = moved.get(node, 0.0) + (param.detach() - start).square().sum().item()
            length[node] = length.get(node, 0.0) + start.square().sum().item()
        change = [
            (moved[node] / length[node]) ** 0.5 if length[node] else moved[node] ** 0.5
            for node in moved
        ]
        frozen = {node.id for node in context.project.nodes if not node.trainable}
        facts = BarsFacts(
            series=["‖Δw‖ / ‖w₀‖"],
            names=list(moved),
            frozen=[node in frozen for node in moved],
        )
        return [Reading("", {"values": exact(torch.tensor([change]))}, facts)]
