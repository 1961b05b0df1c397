"""What each unit computes over the input plane."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from torchground.catalogue.probe import Look, Probe, ProbeError
from torchground.telemetry.kinds import Kind, Quantized, Reading

if TYPE_CHECKING:
    from torch import Tensor

MAX_UNITS = 64


class UnitMaps(Probe):
    """What each unit gives at every point of the input plane: a picture of what it has learned."""

    title = "Unit maps"
    group = "Plane"
    order = 1
    kinds: ClassVar[tuple[Kind, ...]] = ("field2d",)

    type: Literal["unit_maps"] = "unit_maps"

    size: int = Field(50, ge=2, le=200)
    """How many points along each side of the picture."""

    def measure(self, look: Look) -> Sequence[Reading]:
        """One reading a node [units, size, size], int8 with a scale a unit, the first 64 units."""
        from torchground.catalogue.pictures import plane_grid

        outputs = look.network.outputs(plane_grid(look, self.size))
        flat = {node: values for node, values in outputs.items() if values.ndim == 2}
        if not flat:
            raise ProbeError("no layer gives single numbers, so there are no units to draw")
        return self._readings(look, flat)

    def _readings(self, look: Look, flat: dict[str, Tensor]) -> list[Reading]:
        import torch

        from torchground.catalogue.pictures import quantized, shown_of

        shown = [values[:, :MAX_UNITS] for values in flat.values()]
        pictures = quantized(torch.cat(shown, dim=1).T, per_slice=True)
        low, high = look.data.plane or (0.0, 0.0)
        readings, start = [], 0
        for node, values in flat.items():
            end = start + min(MAX_UNITS, values.shape[1])
            data = pictures.data[start:end].reshape(-1, self.size, self.size)
            facts = {"low": low, "high": high, **shown_of(end - start, values.shape[1])}
            tensors = {"values": Quantized(data, pictures.scale[start:end])}
            readings.append(Reading("field2d", node, tensors, facts))
            start = end
        return readings
