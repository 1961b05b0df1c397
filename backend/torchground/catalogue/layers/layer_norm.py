"""Normalisation of each sample separately."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Literal

from torchground.catalogue.bases.explained import Explained
from torchground.catalogue.bases.layer import GradientStop
from torchground.catalogue.bases.shapes import Box, Mend, Shape, numbers
from torchground.catalogue.layers.shared.normalizing import Normalization, by_itself
from torchground.words import template

if TYPE_CHECKING:
    from torch import Tensor, nn

ALONE = template(
    "layer_norm.alone", "a number normed by itself has mean 0 and no spread whatever it is"
)


class LayerNorm(Normalization):
    """Shifts and scales the numbers of one sample so that together they have mean 0 and spread 1, then learns a new
    scale and shift for each. In sequences it does this for each step, in pictures for the whole picture.

    It does not use the other samples of the batch, so it works in the same way in training and in use. Every
    transformer block has two of them.
    """

    title = "LayerNorm"
    aliases = ("LayerNormalization",)
    order = 302
    formula = "y = γ·(x − μ) / √(σ² + ε) + β"
    source = "J. L. Ba et al., Layer Normalization (2016), arxiv.org/abs/1607.06450"

    type: Literal["layer_norm"] = "layer_norm"

    elementwise_affine: bool = True
    """Whether each number learns a new scale and shift afterwards (γ and β)."""

    def output_shape(self, *input_shapes: Shape) -> Shape:
        return numbers(self.title, input_shapes[0])

    def num_params(self, *input_shapes: Shape) -> int:
        return 2 * prod(self._normed(input_shapes[0])) if self.elementwise_affine else 0

    def gradient_stop(self, *input_shapes: Shape) -> GradientStop | None:
        if prod(self._normed(input_shapes[0])) > 1:
            return None
        return GradientStop(ALONE(), (Mend(title="Remove it", remove=True),))

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torch import nn

        return nn.LayerNorm(
            self._normed(input_shapes[0]),
            eps=self.eps,
            elementwise_affine=self.elementwise_affine,
        )

    def reads(self, box: Box, *input_shapes: Shape) -> tuple[Box, ...]:
        normed = tuple((0, size - 1) for size in self._normed(input_shapes[0]))
        return ((*box[: len(box) - len(normed)], *normed),)

    def cell(
        self, module: nn.Module, inputs: tuple[Tensor, ...], index: tuple[int, ...]
    ) -> Explained:
        shape = tuple(inputs[0].shape)
        lead = len(shape) - len(self._normed(shape))
        axes = [*[[at] for at in index[:lead]], *map(range, shape[lead:])]
        among = "the numbers of this step" if len(shape) == 2 else "all numbers of this sample"
        return by_itself(module, inputs[0], index, axes, index[lead:], among)

    def _normed(self, shape: Shape) -> Shape:
        return shape if len(shape) == 3 else shape[-1:]
