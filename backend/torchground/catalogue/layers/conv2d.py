"""The convolution over pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from torchground.catalogue.bases.explained import Explained, bias_of
from torchground.catalogue.bases.shapes import Box, Shape, picture
from torchground.catalogue.layers.shared.convolving import (
    Convolution,
    reached_picture,
    slid_over_picture,
)

if TYPE_CHECKING:
    from torch import Tensor, nn


class Conv2d(Convolution):
    """Slides small learned patterns (filters) over a picture and gives a number at every place that says how well each
    pattern fits.

    Every filter gives one picture (channel). The same few weights are used everywhere, so a stroke is found wherever it
    is.
    """

    title = "Conv2d"
    aliases = (
        "Convolution2D",
        "Conv",
        "Convolution",
        "Convolutional layer",
    )
    order = 100
    formula = "yₖ = bₖ + Σᵢ wₖᵢ ⋆ xᵢ"
    source = "Y. LeCun et al., Backpropagation Applied to Handwritten Zip Code Recognition (1989)"

    type: Literal["conv2d"] = "conv2d"

    def output_shape(self, *input_shapes: Shape) -> Shape:
        channels, height, width = picture(self.title, input_shapes[0])
        self.check_groups(channels)
        self.check_room(input_shapes[0], min(height, width), "pixels")
        return (self.out_channels, self.window.places(height), self.window.places(width))

    def num_params(self, *input_shapes: Shape) -> int:
        per_filter = input_shapes[0][0] // self.groups * self.kernel_size**2
        return (per_filter + self.bias) * self.out_channels

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torch import nn

        return nn.Conv2d(
            input_shapes[0][0],
            self.out_channels,
            self.kernel_size,
            stride=self.stride,
            padding=self.padding,
            dilation=self.dilation,
            groups=self.groups,
            bias=self.bias,
        )

    def reads(self, box: Box, *input_shapes: Shape) -> tuple[Box, ...]:
        return (reached_picture(self, box, input_shapes[0]),)

    def cell(
        self, module: nn.Module, inputs: tuple[Tensor, ...], index: tuple[int, ...]
    ) -> Explained:
        return slid_over_picture(
            self, inputs[0], index, module.get_parameter("weight"), bias_of(module)
        )
