"""Batch normalisation of flat inputs and sequences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from torchground.catalogue.bases.explained import Explained
from torchground.catalogue.bases.shapes import Box, Shape, features
from torchground.catalogue.layers.shared.normalizing import BatchNormalization, by_memory

if TYPE_CHECKING:
    from torch import Tensor, nn


class BatchNorm1d(BatchNormalization):
    """Shifts and scales each number so that it has mean 0 and spread 1 over the batch, then learns a new shift and
    scale for it. In sequences it does this for each feature, over the batch and all steps.

    Deep networks train faster with it, and with larger learning rates. When the network is measured or used, it takes
    the averages remembered from training instead of those of the batch.
    """

    title = "BatchNorm1d"
    aliases = (
        "BatchNormalization",
        "BatchNorm",
    )
    order = 300
    formula = "y = γ·(x − μ) / √(σ² + ε) + β"
    source = "S. Ioffe, C. Szegedy, Batch Normalization (2015), arxiv.org/abs/1502.03167"

    type: Literal["batch_norm1d"] = "batch_norm1d"

    def output_shape(self, *input_shapes: Shape) -> Shape:
        features(self.title, input_shapes[0])
        return input_shapes[0]

    def num_params(self, *input_shapes: Shape) -> int:
        return 2 * input_shapes[0][-1] if self.affine else 0

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torch import nn

        from torchground.catalogue.layers.modules.overtime import StepBatchNorm1d

        kind = StepBatchNorm1d if len(input_shapes[0]) == 2 else nn.BatchNorm1d
        return kind(input_shapes[0][-1], eps=self.eps, momentum=self.momentum, affine=self.affine)

    def reads(self, box: Box, *input_shapes: Shape) -> tuple[Box, ...]:
        return (box,)

    def cell(
        self, module: nn.Module, inputs: tuple[Tensor, ...], index: tuple[int, ...]
    ) -> Explained:
        return by_memory(module, inputs[0], index, index[-1])
