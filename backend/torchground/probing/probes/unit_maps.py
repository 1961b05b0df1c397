"""The output of each unit over the input plane."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from torchground.probing.probe import Probe, ProbeContext, ProbeError
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.field2d import Field2dFacts
from torchground.telemetry.reading import Quantized, Reading
from torchground.words import template

if TYPE_CHECKING:
    from torch import Tensor

NO_LAYER_GIVES_SINGLE = template(
    "unit_maps.no_layer_gives_single",
    "no layer gives single numbers, so there are no units to draw",
)

MAX_UNITS = 64


class UnitMaps(Probe):
    """The output of each unit at every point of the input plane, as a picture.

    The units of a generator that starts from two random numbers are drawn over the plane of these two numbers.
    """

    title = "Unit maps"
    group = "Plane"
    order = 1
    kinds: ClassVar[tuple[Kind, ...]] = (Field2dFacts,)

    type: Literal["unit_maps"] = "unit_maps"

    size: int = Field(50, ge=2, le=200)
    """How many points along each side of the picture."""

    def coarser(self) -> Probe:
        """With half as many points along each side."""
        return self.model_copy(update={"size": min(self.size, max(25, self.size // 2))})

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading for each node [units, size, size], int8 with a scale for each unit. Only the first 64 units. No
        reading for a generator whose noise has more numbers than a plane has."""
        from torchground.probing.shared.adversaries import made_of_noise, noise_plane
        from torchground.probing.shared.pictures import plane_grid

        points = plane_grid(context, self.size)
        noise = noise_plane(context, points)
        outputs = context.network.outputs(points, given=noise)
        hidden = set() if noise else made_of_noise(context)
        flat = {n: values for n, values in outputs.items() if values.ndim == 2 and n not in hidden}
        if not flat:
            raise ProbeError(NO_LAYER_GIVES_SINGLE())
        return self._readings(context, flat)

    def _readings(
        self, context: ProbeContext, flat: dict[str, Tensor]
    ) -> list[Reading[Field2dFacts]]:
        import torch

        from torchground.probing.shared.adversaries import PLANE, made_of_noise
        from torchground.probing.shared.pictures import quantized, shown_of

        made = made_of_noise(context)
        shown = [values[:, :MAX_UNITS] for values in flat.values()]
        pictures = quantized(torch.cat(shown, dim=1).T, per_slice=True)
        low, high = context.data.plane or (0.0, 0.0)
        readings, start = [], 0
        for node, values in flat.items():
            end = start + min(MAX_UNITS, values.shape[1])
            data = pictures.data[start:end].reshape(-1, self.size, self.size)
            span = (-PLANE, PLANE) if node in made else (low, high)
            facts = Field2dFacts(
                low=span[0], high=span[1], **shown_of(end - start, values.shape[1])
            )
            tensors = {"values": Quantized(data, pictures.scale[start:end])}
            readings.append(Reading(node, tensors, facts))
            start = end
        return readings
