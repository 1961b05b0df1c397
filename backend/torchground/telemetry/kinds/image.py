"""Pictures side by side."""

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
    """The shape of the whole tensor that the pictures are a part of."""
    out_channels: int | None = None
    """For filters: how many output channels the layer has."""
    in_channels: int | None = None
    """For filters: how many input channels each filter reads."""
    shown_out: int | None = None
    """For filters: how many output channels are shown."""
    shown_in: int | None = None
    """For filters: how many input channels are shown for each output channel."""
    input: str | None = None
    """The node that the numbers come from, where the picture shows the input of a node."""
    step: StepPicture | None = None
    """The part of a training step that the picture shows, if it is one."""
