"""The loss around the weights, along two random directions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from torchground.probing.probe import Probe, ProbeContext, ProbeError
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.surface import SurfaceFacts
from torchground.telemetry.offers import Offer
from torchground.telemetry.reading import Reading
from torchground.words import template

if TYPE_CHECKING:
    from torch import Tensor

    from torchground.network.spec import Project

TWO_NETWORKS_LEARN_AGAINST = template(
    "loss_landscape.two_networks_learn_against",
    "two networks learn against each other here: there is no one loss to draw",
)

MAX_SAMPLES = 256


class LossLandscape(Probe):
    """The train loss when all weights are moved along two random directions. Each direction is as long as the weights,
    filter by filter. The middle is the network as it is now."""

    title = "Loss landscape"
    group = "Weights"
    order = 6
    source = "H. Li et al., Visualizing the Loss Landscape of Neural Nets (2018), arxiv.org/abs/1712.09913"
    kinds: ClassVar[tuple[Kind, ...]] = (SurfaceFacts,)
    on_demand = True

    type: Literal["loss_landscape"] = "loss_landscape"

    size: int = Field(25, ge=5, le=41)
    """How many points along each side. An odd number, so that one point is in the middle."""
    reach: float = Field(1.0, gt=0, le=10)
    """How far to move. 1 is the norm of the weights."""
    seed: int = Field(1, ge=0, le=2**31 - 1)
    """The seed of the two directions."""

    @classmethod
    def offers(cls, project: Project) -> Sequence[Offer]:
        if project.training.task.adversarial or project.num_params > 100_000:
            return ()
        probe = {"type": "loss_landscape"}
        return [Offer(probe=probe, title=cls.title, place="ask", order=90)]

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading: values [size, size] float32, exact. ``path`` [1, 2] is the middle. The fact ``centre`` is the
        loss there."""
        import torch

        from torchground.probing.shared.pictures import exact

        if context.project.training.task.adversarial:
            raise ProbeError(TWO_NETWORKS_LEARN_AGAINST())
        params: list[Tensor] = [param for _, param in context.network.named_weights()]
        kept = [param.detach().clone() for param in params]
        first, second = _directions(kept, self.seed)
        part = torch.linspace(self.reach, -self.reach, self.size | 1).tolist()
        try:
            rows = [
                [
                    _loss_at(context, params, kept, first, second, across, down)
                    for across in reversed(part)
                ]
                for down in part
            ]
        finally:
            for param, value in zip(params, kept, strict=True):
                param.detach().copy_(value)
        values = torch.tensor(rows)
        middle = len(part) // 2
        facts = SurfaceFacts(
            low=[-self.reach, -self.reach],
            high=[self.reach, self.reach],
            centre=rows[middle][middle],
            paths=["now"],
        )
        tensors = {"values": exact(values), "path": exact(torch.zeros(1, 2))}
        return [Reading("", tensors, facts)]


def _loss_at(
    context: ProbeContext,
    params: list[Tensor],
    kept: list[Tensor],
    first: list[Tensor],
    second: list[Tensor],
    across: float,
    down: float,
) -> float:
    for param, value, one, other in zip(params, kept, first, second, strict=True):
        param.detach().copy_(value + across * one + down * other)
    x, y = context.train_x[:MAX_SAMPLES], context.train_y[:MAX_SAMPLES]
    outputs, targets = context.task.paired(context.network.forward(x), y)
    return context.loss(outputs, targets).item()


def _directions(params: list[Tensor], seed: int) -> tuple[list[Tensor], list[Tensor]]:
    """Two random directions. Each filter of a direction is as long as the filter that it moves. Biases do not move."""
    import torch

    generator = torch.Generator().manual_seed(seed)

    def drawn(param: Tensor) -> Tensor:
        if param.ndim < 2:
            return torch.zeros_like(param)
        noise = torch.randn(param.shape, generator=generator).to(param.device)
        rows = noise.reshape(len(param), -1)
        lengths = param.reshape(len(param), -1).norm(dim=1, keepdim=True)
        scaled: Tensor = rows * lengths / rows.norm(dim=1, keepdim=True).clamp_min(1e-12)
        return scaled.reshape(param.shape)

    return [drawn(param) for param in params], [drawn(param) for param in params]
