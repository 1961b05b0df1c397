"""Pooling: the largest of every window of a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.entry import ui
from torchground.catalogue.layer import Layer, Shape
from torchground.catalogue.pooling import pooled_shape

if TYPE_CHECKING:
    from torch import nn


class MaxPool2d(Layer):
    """Keeps the largest number of every small window of a picture, in each channel by itself.

    What is left is a smaller picture that says whether a pattern was found nearby, no matter exactly where.
    """

    title = "MaxPool2d"
    group = "Convolution"
    order = 101
    formula = "y = max of each window"
    source = "K. Yamaguchi et al., A Neural Network for Speaker-Independent Isolated Word Recognition (1990)"

    type: Literal["max_pool2d"] = "max_pool2d"

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

        return nn.MaxPool2d(self.kernel_size, stride=self.stride, padding=self.padding)
