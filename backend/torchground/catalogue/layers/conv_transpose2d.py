"""The transposed convolution, which makes pictures larger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.explained import Explained, bias_of
from torchground.catalogue.bases.shapes import Box, Mend, Shape, ShapeError, picture, shown
from torchground.catalogue.layers.shared.convolving import (
    Convolution,
    reached_channels,
    stamped_on_picture,
)
from torchground.catalogue.layers.shared.windows import span
from torchground.words import template

if TYPE_CHECKING:
    from torch import Tensor, nn

OUTPUT_PADDING_LESS_STRIDE = template(
    "conv_transpose2d.output_padding_less_stride",
    "output_padding is {output_padding} and must be less than the stride ({stride}) or the dilation "
    "({dilation}); set it to 0",
)
PADDING_CUTS_OFF_STAMPED = template(
    "conv_transpose2d.padding_cuts_off_stamped",
    "padding {padding} cuts off all that is stamped from {shape}; use less padding",
)


class ConvTranspose2d(Convolution):
    """Stamps small learned patterns onto a larger picture. Each input number says how strong its stamp is. Where stamps
    overlap, they are added.

    It is a convolution in reverse: decoders and generators make pictures larger with it. If the stamps overlap
    unevenly, a chessboard pattern appears; a kernel_size that the stride divides avoids it.
    """

    title = "ConvTranspose2d"
    aliases = (
        "Conv2DTranspose",
        "Transposed convolution",
        "Deconvolution",
        "Deconv2d",
        "UpConv",
        "Fractionally strided convolution",
    )
    order = 104
    formula = "y = b + Σᵢ xᵢ · (wᵢ stamped every stride pixels)"
    source = "M. Zeiler et al., Deconvolutional Networks (2010)"

    type: Literal["conv_transpose2d"] = "conv_transpose2d"

    kernel_size: int = Field(
        2, ge=1, le=64, json_schema_extra=ui(also=("kernel", "filter_size"), high=7)
    )
    """Height and width of a stamp, in pixels."""

    stride: int = Field(2, ge=1, le=32, json_schema_extra=ui(also=("strides",), high=4))
    """The distance between two stamps, in pixels: 2 doubles the picture."""

    padding: int = Field(0, ge=0, le=32, json_schema_extra=ui(high=3))
    """How many pixels are cut off the result on each side."""

    output_padding: int = Field(0, ge=0, le=31, json_schema_extra=ui(high=3))
    """How many rows and columns are added below and to the right, to reach a size that the stride alone cannot give. It
    must be less than the stride or the dilation."""

    def output_shape(self, *input_shapes: Shape) -> Shape:
        channels, height, width = picture(self.title, input_shapes[0])
        self.check_groups(channels)
        if self.output_padding >= max(self.stride, self.dilation):
            raise ShapeError(
                OUTPUT_PADDING_LESS_STRIDE(
                    output_padding=self.output_padding, stride=self.stride, dilation=self.dilation
                ),
                Mend(title="Set output_padding to 0", field="output_padding", value=0),
            )
        if self._size(min(height, width)) < 1:
            raise ShapeError(
                PADDING_CUTS_OFF_STAMPED(padding=self.padding, shape=shown(input_shapes[0])),
                Mend(title="Set padding to 0", field="padding", value=0),
                handle=0,
            )
        return (self.out_channels, self._size(height), self._size(width))

    def num_params(self, *input_shapes: Shape) -> int:
        per_channel = self.out_channels // self.groups * self.kernel_size**2
        return input_shapes[0][0] * per_channel + self.bias * self.out_channels

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torch import nn

        return nn.ConvTranspose2d(
            input_shapes[0][0],
            self.out_channels,
            self.kernel_size,
            stride=self.stride,
            padding=self.padding,
            output_padding=self.output_padding,
            dilation=self.dilation,
            groups=self.groups,
            bias=self.bias,
        )

    def _size(self, size: int) -> int:
        reach = self.dilation * (self.kernel_size - 1) + 1
        return (size - 1) * self.stride - 2 * self.padding + reach + self.output_padding

    def reads(self, box: Box, *input_shapes: Shape) -> tuple[Box, ...]:
        shape = input_shapes[0]
        across = (
            span(
                [
                    at
                    for place in range(box[axis][0], box[axis][1] + 1)
                    for _, at in self.window.writes(place, shape[axis])
                ]
            )
            for axis in (1, 2)
        )
        return ((reached_channels(self, *box[0], shape[0]), *across),)

    def cell(
        self, module: nn.Module, inputs: tuple[Tensor, ...], index: tuple[int, ...]
    ) -> Explained:
        return stamped_on_picture(
            self, inputs[0], index, module.get_parameter("weight"), bias_of(module)
        )
