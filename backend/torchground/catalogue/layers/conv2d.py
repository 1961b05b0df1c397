"""The convolution over pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.entry import ui
from torchground.catalogue.layer import Layer, Mend, Shape, ShapeError
from torchground.catalogue.shapes import picture, shown, window

if TYPE_CHECKING:
    from torch import nn

MAX_PADDING = 32


class Conv2d(Layer):
    """Slides small learned patterns (filters) over a picture and writes down how well each fits at every place.

    Every filter gives one picture (channel) of its own. The same few weights are used everywhere, so a stroke is found
    wherever it stands.
    """

    title = "Conv2d"
    group = "Convolution"
    order = 100
    formula = "yₖ = bₖ + Σᵢ wₖᵢ ⋆ xᵢ"
    source = "Y. LeCun et al., Backpropagation Applied to Handwritten Zip Code Recognition (1989)"

    type: Literal["conv2d"] = "conv2d"

    out_channels: int = Field(8, ge=1, le=1024, json_schema_extra=ui(high=64))
    """How many filters the layer learns; each gives one channel."""

    kernel_size: int = Field(3, ge=1, le=64, json_schema_extra=ui(high=7))
    """Height and width of a filter, in pixels."""

    stride: int = Field(1, ge=1, le=32, json_schema_extra=ui(high=4))
    """How many pixels a filter moves between two places; 2 halves the picture."""

    padding: int = Field(0, ge=0, le=MAX_PADDING, json_schema_extra=ui(high=3))
    """How many pixels of zeros are put around the picture; with 1, a filter of 3 keeps the size."""

    dilation: int = Field(1, ge=1, le=32, json_schema_extra=ui(high=4))
    """How far apart the pixels lie that a filter looks at; 1 is side by side."""

    groups: int = Field(1, ge=1, le=1024, json_schema_extra=ui(high=8))
    """Into how many groups the channels are split that do not see each other; divides both channel counts."""

    bias: bool = True
    """Whether each filter also learns an offset."""

    def output_shape(self, *input_shapes: Shape) -> Shape:
        channels, height, width = picture(self.title, input_shapes[0])
        self._check_groups(channels)
        self._check_room(input_shapes[0])
        return (self.out_channels, self._places(height), self._places(width))

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

    def _places(self, size: int) -> int:
        return window(
            size,
            kernel_size=self.kernel_size,
            stride=self.stride,
            padding=self.padding,
            dilation=self.dilation,
        )

    def _check_groups(self, channels: int) -> None:
        if channels % self.groups or self.out_channels % self.groups:
            raise ShapeError(
                f"groups is {self.groups} and must divide the {channels} channels that come in and the "
                f"{self.out_channels} that go out; set it to 1 or change out_channels",
                Mend(title="Set groups to 1", field="groups", value=1),
            )

    def _check_room(self, shape: Shape) -> None:
        least = min(shape[1:])
        if self._places(least) >= 1:
            return
        reach = self.dilation * (self.kernel_size - 1) + 1
        largest = (least + 2 * self.padding - 1) // self.dilation + 1
        mends = [Mend(title=f"Set kernel_size to {largest}", field="kernel_size", value=largest)]
        padding = -(-(reach - least) // 2)
        if padding <= MAX_PADDING:
            mends.insert(0, Mend(title=f"Set padding to {padding}", field="padding", value=padding))
        raise ShapeError(
            f"the filter reaches over {reach}×{reach} pixels, the picture is {shown(shape)} with {self.padding} pixels "
            "around it; use a smaller kernel_size or more padding",
            *mends,
            handle=0,
        )
