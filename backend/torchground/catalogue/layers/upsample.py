"""Makes pictures larger without weights."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.explained import Explained, passed, weighed
from torchground.catalogue.bases.layer import Layer
from torchground.catalogue.bases.shapes import Box, Shape, picture

if TYPE_CHECKING:
    from torch import Tensor, nn

MODES = {"nearest": "Nearest", "bilinear": "Bilinear"}


class Upsample(Layer):
    """Makes a picture a few times larger: by repeating each pixel, or smoothly from the four nearest pixels.

    With a Conv2d after it, it does what a ConvTranspose2d does, without the chessboard pattern.
    """

    title = "Upsample"
    aliases = ("UpSampling2D", "Interpolate")
    variants = {
        "UpsamplingBilinear2d": {"mode": "bilinear"},
        "UpsamplingNearest2d": {"mode": "nearest"},
    }
    group = "Convolution"
    order = 109
    formula = "C×H×W → C×sH×sW"
    source = "A. Odena et al., Deconvolution and Checkerboard Artifacts (2016), distill.pub/2016/deconv-checkerboard"

    type: Literal["upsample"] = "upsample"

    scale_factor: int = Field(2, ge=1, le=16, json_schema_extra=ui(also=("size", "factor"), high=4))
    """How many times larger height and width become (s)."""

    mode: Literal["nearest", "bilinear"] = Field(
        "nearest", json_schema_extra=ui(also=("interpolation",), choices=MODES)
    )
    """Nearest repeats each pixel; bilinear gives a smooth transition from one to the next."""

    def output_shape(self, *input_shapes: Shape) -> Shape:
        channels, height, width = picture(self.title, input_shapes[0])
        return (channels, height * self.scale_factor, width * self.scale_factor)

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torch import nn

        smooth = False if self.mode == "bilinear" else None
        return nn.Upsample(scale_factor=self.scale_factor, mode=self.mode, align_corners=smooth)

    def reads(self, box: Box, *input_shapes: Shape) -> tuple[Box, ...]:
        across = (
            (low, high)
            if high < low
            else (min(self._shares(low, size)), max(self._shares(high, size)))
            for (low, high), size in zip(box[1:], input_shapes[0][1:], strict=True)
        )
        return ((box[0], *across),)

    def cell(
        self, module: nn.Module, inputs: tuple[Tensor, ...], index: tuple[int, ...]
    ) -> Explained:
        channel, row, column = index
        rows = self._shares(row, inputs[0].shape[1])
        columns = self._shares(column, inputs[0].shape[2])
        if self.mode == "nearest":
            place = (channel, *rows, *columns)
            return passed(inputs[0], place, "the same number, repeated")
        down = inputs[0].new_tensor(list(rows.values()))
        across = inputs[0].new_tensor(list(columns.values()))
        weights = (down[:, None] * across)[None]
        return weighed(inputs[0], ([channel], list(rows), list(columns)), weights)

    def _shares(self, place: int, size: int) -> dict[int, float]:
        """Which cells along one axis a position of the output is made of, and the weight of each."""
        if self.mode == "nearest":
            return {place // self.scale_factor: 1.0}
        middle = max(0.0, (place + 0.5) / self.scale_factor - 0.5)
        first = floor(middle)
        second, part = min(first + 1, size - 1), middle - first
        shares = {first: 1 - part}
        shares[second] = shares.get(second, 0.0) + part
        return shares
