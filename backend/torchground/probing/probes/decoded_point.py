"""The sample that a decoder makes of one point of the latent space."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from pydantic import Field

from torchground.catalogue.layers.shared.places import Coordinate
from torchground.probing.probe import Probe, ProbeContext, ProbeError
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.images import ImagesFacts
from torchground.telemetry.reading import Reading
from torchground.words import template

CODE_NUMBERS = template(
    "decoded_point.code_numbers",
    "a code has {size} numbers, and {num_point} came",
)


class DecodedPoint(Probe):
    """The sample that the decoder makes of one code. Drag the point and watch the sample change into another."""

    title = "Decoded point"
    group = "Codes"
    order = 4
    kinds: ClassVar[tuple[Kind, ...]] = (ImagesFacts,)
    on_demand = True

    type: Literal["decoded_point"] = "decoded_point"

    point: list[Coordinate] = Field(min_length=1, max_length=256)
    """The code: as many numbers as the narrow layer has."""

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading [1, 1, height, width], exact."""
        import torch

        from torchground.probing.shared.latents import as_pictures, decoded, latent_of
        from torchground.probing.shared.pictures import exact

        size = latent_of(context).shape[0]
        if len(self.point) != size:
            raise ProbeError(CODE_NUMBERS(size=size, num_point=len(self.point)))
        code = torch.tensor([self.point], device=context.train_x.device)
        picture = as_pictures(context, decoded(context, code))
        facts = ImagesFacts(signed=bool(picture.min() < -0.5))
        return [Reading("output", {"values": exact(picture[None])}, facts)]
