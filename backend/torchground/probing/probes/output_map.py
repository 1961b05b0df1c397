"""The answer of the whole network at every point of the input plane."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from pydantic import Field

from torchground.probing.probe import Probe, ProbeContext
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.field2d import Field2dFacts
from torchground.telemetry.reading import Reading


class OutputMap(Probe):
    """The answer of the whole network at every point of the input plane: the probability of each class, or the
    predicted number."""

    title = "Output map"
    group = "Plane"
    order = 2
    kinds: ClassVar[tuple[Kind, ...]] = (Field2dFacts,)

    type: Literal["output_map"] = "output_map"

    size: int = Field(100, ge=2, le=300)
    """How many points along each side of the picture."""

    def coarser(self) -> Probe:
        """With half as many points along each side."""
        return self.model_copy(update={"size": min(self.size, max(25, self.size // 2))})

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading [classes or targets, size, size], int8 with a scale for each class or target."""
        from torchground.probing.shared.pictures import (
            answers,
            meaning,
            outputs_for,
            plane_grid,
            quantized,
        )

        values = answers(context, outputs_for(context, plane_grid(context, self.size)))
        picture = quantized(values.T.reshape(-1, self.size, self.size), per_slice=True)
        low, high = context.data.plane or (0.0, 0.0)
        facts = Field2dFacts(
            low=low, high=high, classes=context.data.classes, meaning=meaning(context)
        )
        return [Reading("output", {"values": picture}, facts)]
