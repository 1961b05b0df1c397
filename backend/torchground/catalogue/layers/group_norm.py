"""Normalisation of groups of channels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.explained import Explained
from torchground.catalogue.bases.shapes import Box, Mend, Shape, ShapeError, picture
from torchground.catalogue.layers.shared.normalizing import Normalization, by_itself
from torchground.words import template

if TYPE_CHECKING:
    from torch import Tensor, nn

NUM_GROUPS_DIVIDE_CHANNELS = template(
    "group_norm.num_groups_divide_channels",
    "num_groups is {num_groups} and must divide the {channels} channels that come in; set it to 1, or "
    "let the layer before give another number of channels",
)
GROUP_SINGLE_NUMBER_NUMBER = template(
    "group_norm.group_single_number_number",
    "each group is a single number, and a number by itself has no spread; use fewer groups or remove the "
    "layer",
)


class GroupNorm(Normalization):
    """Shifts and scales the channels of one picture in groups, so that each group has mean 0 and spread 1, then learns
    a new scale and shift for each channel.

    It replaces batch norm when batches are small: it never uses the other samples.
    """

    title = "GroupNorm"
    aliases = ("GroupNormalization",)
    order = 303
    formula = "y = γ·(x − μ) / √(σ² + ε) + β"
    source = "Y. Wu, K. He, Group Normalization (2018), arxiv.org/abs/1803.08494"

    type: Literal["group_norm"] = "group_norm"

    num_groups: int = Field(2, ge=1, le=1024, json_schema_extra=ui(also=("groups",), high=16))
    """The number of groups into which the channels are split. It must divide the number of channels. 1 puts all in one
    group."""

    affine: bool = True
    """Whether each channel learns a new scale and shift afterwards (γ and β)."""

    def output_shape(self, *input_shapes: Shape) -> Shape:
        channels, height, width = picture(self.title, input_shapes[0])
        if channels % self.num_groups:
            raise ShapeError(
                NUM_GROUPS_DIVIDE_CHANNELS(num_groups=self.num_groups, channels=channels),
                Mend(title="Set num_groups to 1", field="num_groups", value=1),
            )
        if channels // self.num_groups * height * width == 1:
            raise ShapeError(
                GROUP_SINGLE_NUMBER_NUMBER(),
                *(
                    [Mend(title="Set num_groups to 1", field="num_groups", value=1)]
                    if channels > 1
                    else []
                ),
                handle=0,
            )
        return input_shapes[0]

    def num_params(self, *input_shapes: Shape) -> int:
        return 2 * input_shapes[0][0] if self.affine else 0

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torch import nn

        return nn.GroupNorm(self.num_groups, input_shapes[0][0], eps=self.eps, affine=self.affine)

    def reads(self, box: Box, *input_shapes: Shape) -> tuple[Box, ...]:
        channels, height, width = input_shapes[0]
        size = channels // self.num_groups
        first, last = box[0][0] // size * size, box[0][1] // size * size + size - 1
        return (((first, last), (0, height - 1), (0, width - 1)),)

    def cell(
        self, module: nn.Module, inputs: tuple[Tensor, ...], index: tuple[int, ...]
    ) -> Explained:
        channels, height, width = inputs[0].shape
        size = channels // self.num_groups
        first = index[0] // size * size
        axes = (range(first, first + size), range(height), range(width))
        among = f"the channels {first} to {first + size - 1} of this sample"
        return by_itself(module, inputs[0], index, axes, index[0], among)
