"""Pictures one beside the other."""

from __future__ import annotations

from collections.abc import Sequence

from torchground.telemetry.facts import Facts, TensorField
from torchground.telemetry.parts import StepPicture


class ImageFacts(Facts):
    """Filters or feature maps, one small picture each."""

    kind = "image"
    tensors = {
        "values": TensorField(
            ("channels", "height", "width"),
            "one picture a channel; of filters one for each pair of channels, input channels fastest",
        )
    }

    shape: Sequence[int] = ()
    """Of the whole tensor that they are a part of."""
    out_channels: int | None = None
    """Of filters: how many output channels the layer has."""
    in_channels: int | None = None
    """Of filters: how many input channels each of them reads."""
    shown_out: int | None = None
    """Of filters: of how many output channels there are pictures."""
    shown_in: int | None = None
    """Of filters: of how many input channels each."""
    input: str | None = None
    """The node that the numbers come from, where the picture is of what goes into a node."""
    step: StepPicture | None = None
    """Where it is a part of one training step."""
