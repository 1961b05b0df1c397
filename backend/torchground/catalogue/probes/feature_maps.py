"""What every layer makes of one sample."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from torchground.catalogue.probe import Look, SampleProbe
from torchground.telemetry.kinds import Kind, Reading

if TYPE_CHECKING:
    from torch import Tensor

MAX_CHANNELS, MAX_UNITS = 32, 256


class FeatureMaps(SampleProbe):
    """What every layer makes of one sample: pictures where the layer gives pictures, else one number for each unit."""

    title = "Feature maps"
    group = "Pictures"
    order = 2
    kinds: ClassVar[tuple[Kind, ...]] = ("image", "matrix", "vector")

    type: Literal["feature_maps"] = "feature_maps"

    def measure(self, look: Look) -> Sequence[Reading]:
        """One reading a node: an image int8 [channels ≤ 32, h, w] with a scale a channel, or a vector [≤ 256]."""
        from torchground.catalogue.pictures import picked

        x, _ = picked(look, self)
        facts: dict[str, object] = {"sample": self.sample, "of": self.of}
        outputs = look.network.outputs(x)
        return [_reading(node, values[0], facts) for node, values in outputs.items()]


def _reading(node: str, values: Tensor, facts: dict[str, object]) -> Reading:
    from torchground.catalogue.pictures import exact, quantized, shown_of

    if values.ndim <= 1:
        flat = values.reshape(-1)[:MAX_UNITS].float()
        facts = {**facts, **shown_of(len(flat), values.numel())}
        return Reading("vector", node, {"values": exact(flat)}, facts)
    shown = values[:MAX_CHANNELS]
    facts = {**facts, **shown_of(len(shown), len(values))}
    kind: Kind = "image" if values.ndim == 3 else "matrix"
    return Reading(kind, node, {"values": quantized(shown, per_slice=True)}, facts)
