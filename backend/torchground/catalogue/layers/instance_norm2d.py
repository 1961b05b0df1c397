"""Normalisation of each channel of each picture separately."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from torchground.catalogue.bases.explained import Explained
from torchground.catalogue.bases.shapes import Box, Shape, ShapeError, picture
from torchground.catalogue.layers.shared.normalizing import Normalization, by_itself
from torchground.words import template

if TYPE_CHECKING:
    from torch import Tensor, nn

CHANNEL_SINGLE_PIXEL_NUMBER = template(
    "instance_norm2d.channel_single_pixel_number",
    "each channel is a single pixel, and a number by itself has no spread; place it before the layer "
    "that makes the picture that small, or remove it",
)


class InstanceNorm2d(Normalization):
    """Shifts and scales each channel of each picture separately so that it has mean 0 and spread 1.

    The brightness and contrast of a picture then no longer matter; positions still do.
    """

    title = "InstanceNorm2d"
    aliases = ("InstanceNormalization", "InstanceNorm")
    order = 304
    formula = "y = γ·(x − μ) / √(σ² + ε) + β"
    source = "D. Ulyanov et al., Instance Normalization (2016), arxiv.org/abs/1607.08022"

    type: Literal["instance_norm2d"] = "instance_norm2d"

    affine: bool = False
    """Whether each channel learns a new scale and shift afterwards (γ and β)."""

    def output_shape(self, *input_shapes: Shape) -> Shape:
        _, height, width = picture(self.title, input_shapes[0])
        if height * width == 1:
            raise ShapeError(
                CHANNEL_SINGLE_PIXEL_NUMBER(),
                handle=0,
            )
        return input_shapes[0]

    def num_params(self, *input_shapes: Shape) -> int:
        return 2 * input_shapes[0][0] if self.affine else 0

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torch import nn

        return nn.InstanceNorm2d(input_shapes[0][0], eps=self.eps, affine=self.affine)

    def reads(self, box: Box, *input_shapes: Shape) -> tuple[Box, ...]:
        _, height, width = input_shapes[0]
        return ((box[0], (0, height - 1), (0, width - 1)),)

    def cell(
        self, module: nn.Module, inputs: tuple[Tensor, ...], index: tuple[int, ...]
    ) -> Explained:
        _, height, width = inputs[0].shape
        axes = ([index[0]], range(height), range(width))
        return by_itself(module, inputs[0], index, axes, index[0], "this channel of this sample")
