"""The pictures that a decoder makes of a grid of points in the latent plane."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from torchground.probing.probe import Probe, ProbeContext, ProbeError
from torchground.probing.shared.latents import has_codes, latent_node
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.images import ImagesFacts
from torchground.telemetry.offers import Offer
from torchground.telemetry.reading import Reading
from torchground.words import template

if TYPE_CHECKING:
    from torch import Tensor

    from torchground.network.spec import Project

GRID_NEEDS_CODE_TWO = template(
    "decoded_grid.grid_needs_code_two",
    "a grid needs a code of two numbers, and this one has more or fewer",
)


class DecodedGrid(Probe):
    """The picture that the decoder makes of each point of a grid over the latent plane. It shows how one sample changes
    into another between the codes that the network has seen."""

    title = "Decoded grid"
    group = "Codes"
    order = 3
    kinds: ClassVar[tuple[Kind, ...]] = (ImagesFacts,)

    type: Literal["decoded_grid"] = "decoded_grid"

    size: int = Field(12, ge=2, le=20)
    """How many points along each side."""

    @classmethod
    def offers(cls, project: Project) -> Sequence[Offer]:
        node = latent_node(project)
        if not has_codes(project) or node is None or node.shape[0] != 2:
            return ()
        return [
            Offer(probe={"type": "decoded_grid"}, title=cls.title, place="output", order=3),
            Offer(probe={"type": "decoded_grid"}, title=cls.title, place="inside", order=3),
        ]

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading [size, size, height, width], int8 with one scale. Row 0 has the highest z₂. Facts: ``low`` and
        ``high`` [2]."""
        from torchground.probing.shared.latents import as_pictures, decoded
        from torchground.probing.shared.pictures import quantized

        low, high, points = self._grid(context)
        pictures = as_pictures(context, decoded(context, points))
        values = pictures.reshape(self.size, self.size, *pictures.shape[1:])
        facts = ImagesFacts(
            signed=bool(values.min() < -0.5),
            low=low.tolist(),
            high=high.tolist(),
        )
        return [Reading("output", {"values": quantized(values)}, facts)]

    def _grid(self, context: ProbeContext) -> tuple[Tensor, Tensor, Tensor]:
        """The corners of the part of the plane where most codes lie, and the points of the grid [size², 2]."""
        import torch

        from torchground.probing.shared.latents import codes, latent_of

        if latent_of(context).shape != (2,):
            raise ProbeError(GRID_NEEDS_CODE_TWO())
        values = codes(context, context.test_x[:450])
        low, high = torch.quantile(values, 0.02, dim=0), torch.quantile(values, 0.98, dim=0)
        part = torch.linspace(0, 1, self.size, device=values.device)
        z1, z2 = low[0] + part * (high[0] - low[0]), low[1] + part.flip(0) * (high[1] - low[1])
        down, across = torch.meshgrid(z2, z1, indexing="ij")
        return low, high, torch.stack([across.flatten(), down.flatten()], dim=1)
