"""Which inputs of a max pooling won their windows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from torchground.probing.probe import ProbeContext, ProbeError, SampleProbe, nodes_with
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.image import ImageFacts
from torchground.telemetry.kinds.matrix import MatrixFacts
from torchground.telemetry.offers import Offer
from torchground.telemetry.reading import Reading
from torchground.words import template

if TYPE_CHECKING:
    from torch import Tensor

    from torchground.network.spec import Project

NO_SUCH_POOL = template("pool_winners.no_such_pool", "there is no max pooling {node}")
NO_POOL = template("pool_winners.no_pool", "no layer pools the largest")
POOLS = ("max_pool2d", "max_pool1d", "adaptive_max_pool2d", "global_max_pool")
MAX_CHANNELS = 32


class PoolWinners(SampleProbe):
    """Which numbers won their window in a max pooling, for one sample, and how many windows each number won.

    Only winners are passed on, and only winners get a gradient.
    """

    title = "Winners"
    group = "Pictures"
    order = 5
    kinds: ClassVar[tuple[Kind, ...]] = (ImageFacts, MatrixFacts)

    type: Literal["pool_winners"] = "pool_winners"

    node: str | None = Field(None, max_length=40)
    """The pooling layer's node id. null is the first one."""

    @classmethod
    def offers(cls, project: Project) -> Sequence[Offer]:
        return [
            Offer(
                probe={"type": "pool_winners", "node": node},
                title=cls.title,
                place="node",
                node=node,
                order=50,
            )
            for node in nodes_with(project, *POOLS)
        ]

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading at the node's path, of the shape of the pooling's input: windows won [channels ≤ 32, height,
        width], or a matrix [features, steps]. Its fact ``input`` is the node that gives the numbers."""
        from torchground.probing.shared.pictures import exact, picked, shown_of
        from torchground.probing.shared.steps import sample_facts

        pools = nodes_with(context.project, *POOLS)
        name = self.node or (pools[0] if pools else None)
        if name not in pools:
            raise ProbeError(NO_SUCH_POOL(node=self.node) if self.node else NO_POOL())
        node = next(node for node in context.project.nodes if node.id == name)
        (source,) = node.inputs
        came = context.network.outputs(picked(context, self)[0], until=source)[source]
        won = _won(context, node.id, came)[0]
        rows = won if won.ndim == 3 else won.T
        shown = rows[:MAX_CHANNELS]
        kind = ImageFacts if won.ndim == 3 else MatrixFacts
        facts = kind(input=source, **sample_facts(self), **shown_of(len(shown), len(rows)))
        return [Reading(node.id, {"values": exact(shown)}, facts)]


def _won(context: ProbeContext, node: str, came: Tensor) -> Tensor:
    """How many windows each number won. This is the gradient of the sum of all outputs with respect to the inputs."""
    import torch

    with torch.inference_mode(False), torch.enable_grad():
        inputs = came.clone().requires_grad_()
        total = context.network.layers[node](inputs).sum()
        (won,) = torch.autograd.grad(total, inputs)
    return won
