"""The network as a function of its only input."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from torchground.probing.probe import Probe, ProbeContext, ProbeError
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.curve import CurveFacts
from torchground.telemetry.reading import Reading
from torchground.words import template

if TYPE_CHECKING:
    from torch import Tensor

CURVE_NEEDS_DATA_INPUT = template(
    "curve.curve_needs_data_input",
    "a curve needs data with one input, and these have more",
)

MARGIN = 0.05
"""How far the curve extends beyond the samples, as a part of their range."""


class Curve(Probe):
    """The network's answer for every value of its only input, as a curve over the samples."""

    title = "Curve"
    group = "Answers"
    order = 4
    kinds: ClassVar[tuple[Kind, ...]] = (CurveFacts,)

    type: Literal["curve"] = "curve"

    size: int = Field(200, ge=2, le=2000)
    """How many points the curve has."""

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading: x [size], y [size, outputs] float32. The y values are probabilities, or predictions in the
        target's units."""
        from torchground.probing.shared.pictures import answers, exact, meaning

        if tuple(context.data.shape) != (1,):
            raise ProbeError(CURVE_NEEDS_DATA_INPUT())
        x = self._inputs(context)
        y = answers(context, context.network.forward(x))
        facts = CurveFacts(
            input=(context.data.features or ["x"])[0],
            target=context.data.target,
            classes=context.data.classes,
            meaning=meaning(context),
        )
        return [Reading("output", {"x": exact(x[:, 0]), "y": exact(y)}, facts)]

    def _inputs(self, context: ProbeContext) -> Tensor:
        import torch

        key = f"curve {self.size}"
        if key not in context.memory:
            low = min(context.train_x.min().item(), context.test_x.min().item())
            high = max(context.train_x.max().item(), context.test_x.max().item())
            margin = MARGIN * (high - low)
            line = torch.linspace(low - margin, high + margin, self.size)
            context.memory[key] = line[:, None].to(context.train_x.device)
        found: Tensor = context.memory[key]
        return found
