"""The filters of convolutions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from torchground.catalogue.probe import Look, Probe, ProbeError
from torchground.telemetry.kinds import Kind, Reading

MAX_OUT, MAX_IMAGES = 32, 256


class Filters(Probe):
    """The small pictures that each convolution looks for: one for each pair of output and input channel."""

    title = "Filters"
    group = "Pictures"
    order = 1
    kinds: ClassVar[tuple[Kind, ...]] = ("image",)

    type: Literal["filters"] = "filters"

    def measure(self, look: Look) -> Sequence[Reading]:
        """One reading a convolution [out · in, height, width], input channels running fastest, exact float32."""
        from torchground.catalogue.pictures import exact, shown_of

        readings = []
        for name, param in look.network.named_weights():
            if param.ndim != 4:
                continue
            num_out, num_in, height, width = param.shape
            shown_out = min(num_out, MAX_OUT)
            shown_in = min(num_in, max(1, MAX_IMAGES // shown_out))
            images = exact(param[:shown_out, :shown_in].reshape(-1, height, width))
            facts = {
                "out_channels": num_out,
                "in_channels": num_in,
                "shown_out": shown_out,
                "shown_in": shown_in,
                **shown_of(shown_out * shown_in, num_out * num_in),
            }
            node = name.rpartition(".")[0]
            readings.append(Reading("image", node, {"values": images}, facts))
        if not readings:
            raise ProbeError("this network has no convolution, so there are no filters")
        return readings
