"""The samples that a generator makes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from torchground.probing.probe import Probe, ProbeContext
from torchground.probing.shared.adversaries import parts_of
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.images import ImagesFacts
from torchground.telemetry.kinds.scatter import ScatterFacts
from torchground.telemetry.offers import Offer
from torchground.telemetry.reading import Reading
from torchground.telemetry.reading import Tensor as Values

if TYPE_CHECKING:
    from torch import Tensor

    from torchground.network.spec import Project

ARROWS = 48
LINES = 21
"""How many lines of the noise plane are drawn in each direction, as the generator maps them."""


class GeneratedSamples(Probe):
    """The samples that the generator makes of noise. The noise is the same at every step.

    On a plane: real and generated points, and a grid of the noise plane as the generator maps it. Arrows at some points
    show the direction in which the discriminator finds them more real; the generator learns from it. Pictures are shown
    in a grid.
    """

    title = "Generated samples"
    group = "Generator and discriminator"
    order = 1
    source = (
        "I. Goodfellow et al., Generative Adversarial Nets (2014); M. Kahng et al., GAN Lab (2019)"
    )
    kinds: ClassVar[tuple[Kind, ...]] = (ScatterFacts, ImagesFacts)

    type: Literal["generated_samples"] = "generated_samples"

    count: int = Field(500, ge=4, le=1000)
    """How many points are drawn. Of pictures at most 64."""

    @classmethod
    def offers(cls, project: Project) -> Sequence[Offer]:
        if parts_of(project) is None:
            return ()
        return [
            Offer(probe={"type": "generated_samples"}, title=cls.title, place="output", order=1),
            Offer(probe={"type": "generated_samples"}, title=cls.title, place="inside", order=1),
        ]

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """For data on a plane a scatter (real and generated points, arrows, grid), else images [8, 8, h, w] int8."""
        if context.data.plane is not None:
            return [self._scatter(context)]
        return [self._pictures(context)]

    def _pictures(self, context: ProbeContext) -> Reading[ImagesFacts]:
        from torchground.probing.shared.adversaries import fixed_noise, generated
        from torchground.probing.shared.latents import as_pictures
        from torchground.probing.shared.pictures import quantized

        count = min(self.count, 64)
        pictures = as_pictures(context, generated(context, fixed_noise(context, count)))
        side = max(1, int(count**0.5))
        values = pictures[: side * side].reshape(side, side, *pictures.shape[1:])
        facts = ImagesFacts(signed=bool(values.min() < -0.5))
        return Reading("output", {"values": quantized(values)}, facts)

    def _scatter(self, context: ProbeContext) -> Reading[ScatterFacts]:
        import torch

        from torchground.probing.shared.adversaries import fixed_noise, generated, parts
        from torchground.probing.shared.pictures import exact

        made = generated(context, fixed_noise(context, self.count))
        real = context.test_x[: self.count]
        group = torch.cat([torch.zeros(len(real)), torch.ones(len(made))]).to(torch.int32)
        tensors: dict[str, Values] = {
            "points": exact(torch.cat([real, made])),
            "group": exact(group),
            "arrows": exact(_arrows(context, made[:ARROWS])),
        }
        if parts(context).size == 2:
            tensors["grid"] = exact(_bent(context))
        low, high = context.data.plane or (0.0, 0.0)
        facts = ScatterFacts(groups=["real", "generated"], low=low, high=high)
        return Reading("output", tensors, facts)


def _arrows(context: ProbeContext, made: Tensor) -> Tensor:
    """An arrow [n, 4] from each point along the gradient of the discriminator's answer. The longest is a tenth of the
    plane."""
    import torch

    from torchground.probing.shared.adversaries import judged

    with torch.inference_mode(False), torch.enable_grad():
        points = made.clone().requires_grad_()
        seems = torch.nn.functional.logsigmoid(judged(context, points)).sum()
        (gradient,) = torch.autograd.grad(seems, points)
    low, high = context.data.plane or (0.0, 1.0)
    longest = gradient.norm(dim=1).max().clamp_min(1e-12)
    return torch.cat([made, made + gradient * (0.1 * (high - low) / longest)], dim=1)


def _bent(context: ProbeContext) -> Tensor:
    """The points [LINES, LINES, 2] that the generator makes of an even grid of noise."""
    import torch

    from torchground.probing.shared.adversaries import generated

    part = torch.linspace(-2, 2, LINES, device=context.train_x.device)
    down, across = torch.meshgrid(part, part, indexing="ij")
    noise = torch.stack([across.flatten(), down.flatten()], dim=1)
    return generated(context, noise).reshape(LINES, LINES, 2)
