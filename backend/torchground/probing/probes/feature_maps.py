"""The outputs of every layer for one sample."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from torchground.probing.probe import ProbeContext, SampleProbe
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.image import ImageFacts
from torchground.telemetry.kinds.matrix import MatrixFacts
from torchground.telemetry.kinds.vector import VectorFacts
from torchground.telemetry.reading import Reading

if TYPE_CHECKING:
    from torch import Tensor

MAX_CHANNELS, MAX_UNITS = 32, 256
MAX_STEPS, MAX_FEATURES = 64, 64
"""The most steps and features of a sequence. So the outputs of dozens of layers together stay a small frame."""


class FeatureMaps(SampleProbe):
    """The output of every layer for one sample: pictures, numbers over time for sequences, or one number for each unit.
    For a generator, the noise stays the same."""

    title = "Feature maps"
    group = "Pictures"
    order = 2
    kinds: ClassVar[tuple[Kind, ...]] = (ImageFacts, MatrixFacts, VectorFacts)

    type: Literal["feature_maps"] = "feature_maps"

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading for each node: an image int8 [channels ≤ 32, h, w] with a scale for each channel, a matrix int8
        [steps ≤ 64, features ≤ 64], or a vector [≤ 256]."""
        from torchground.probing.shared.adversaries import noise_at
        from torchground.probing.shared.pictures import picked

        x, _ = picked(context, self)
        outputs = context.network.outputs(x, given=noise_at(context, self.sample))
        return [self._reading(node, values[0]) for node, values in outputs.items()]

    def _reading(self, node: str, values: Tensor) -> Reading[Facts]:
        from torchground.probing.shared.pictures import exact, quantized, shown_of
        from torchground.probing.shared.steps import sample_facts

        if values.ndim <= 1:
            flat = values.reshape(-1)[:MAX_UNITS].float()
            of_units = VectorFacts(**sample_facts(self), **shown_of(len(flat), values.numel()))
            return Reading(node, {"values": exact(flat)}, of_units)
        if values.ndim == 2:
            page = values[:MAX_STEPS, :MAX_FEATURES]
            of_steps = MatrixFacts(
                shape=list(values.shape),
                **sample_facts(self),
                **shown_of(page.numel(), values.numel()),
            )
            return Reading(node, {"values": quantized(page)}, of_steps)
        shown = values[:MAX_CHANNELS]
        of_channels = ImageFacts(**sample_facts(self), **shown_of(len(shown), len(values)))
        return Reading(node, {"values": quantized(shown, per_slice=True)}, of_channels)
