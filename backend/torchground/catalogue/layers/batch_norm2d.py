"""Batch normalisation of pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from torchground.catalogue.bases.explained import Explained
from torchground.catalogue.bases.shapes import Box, Shape, picture
from torchground.catalogue.layers.shared.normalizing import BatchNormalization, by_memory

if TYPE_CHECKING:
    from torch import Tensor, nn


class BatchNorm2d(BatchNormalization):
    """Shifts and scales each channel of a picture so that it has mean 0 and spread 1 over the batch, then learns a new
    shift and scale for it.

    Deep networks train faster with it, and with larger learning rates. When the network is measured or used, it takes
    the averages remembered from training instead of those of the batch.
    """

    title = "BatchNorm2d"
    aliases = (
        "BatchNormalization",
        "BatchNorm",
    )
    order = 301
    formula = "y = γ·(x − μ) / √(σ² + ε) + β"
    source = "S. Ioffe, C. Szegedy, Batch Normalization (2015), arxiv.org/abs/1502.03167"

    type: Literal["batch_norm2d"] = "batch_norm2d"

    def output_shape(self, *input_shapes: Shape) -> Shape:
        picture(self.title, input_shapes[0])
        return input_shapes[0]

    def num_params(self, *input_shapes: Shape) -> int:
        return 2 * input_shapes[0][0] if self.affine else 0

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torch import nn

        return nn.BatchNorm2d(
            input_shapes[0][0], eps=self.eps, momentum=self.momentum, affine=self.affine
        )

    def reads(self, box: Box, *input_shapes: Shape) -> tuple[Box, ...]:
        return (box,)

    def cell(
        self, module: nn.Module, inputs: tuple[Tensor, ...], index: tuple[int, ...]
    ) -> Explained:
        return by_memory(module, inputs[0], index, index[0])
