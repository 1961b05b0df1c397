"""Pooling: the mean of every window of a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.entry import ui
from torchground.catalogue.layer import Layer, Shape
from torchground.catalogue.pooling import pooled_shape

if TYPE_CHECKING:
    from torch import nn


class AvgPool2d(Layer):
    """Keeps the mean of every small window of a picture, in each channel by itself: a smaller, smoother picture."""

    title = "AvgPool2d"
    group = "Convolution"
    order = 102
    formula = "y = mean of each window"
    source = "Y. LeCun et al., Gradient-Based Learning Applied to Document Recognition (1998)"

    type: Literal["avg_pool2d"] = "avg_pool2d"

    kernel_size: int = Field(2, ge=1, le=64, json_schema_extra=ui(high=8))
    """Height and width of the window, in pixels."""

    stride: int | None = Field(None, ge=1, le=64, json_schema_extra=ui(high=8))
    """How many pixels the window moves between two places; empty moves it by its own size."""

    padding: int = Field(0, ge=0, le=32, json_schema_extra=ui(high=4))
    """How many pixels are put around the picture, at most half of the window."""

    def output_shape(self, *input_shapes: Shape) -> Shape:
        return pooled_shape(
            self.title, input_shapes[0], self.kernel_size, self.stride, self.padding
        )

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torch import nn

        return nn.AvgPool2d(self.kernel_size, stride=self.stride, padding=self.padding)
