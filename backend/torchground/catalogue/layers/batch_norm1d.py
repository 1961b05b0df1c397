"""Batch normalisation of numbers in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.entry import ui
from torchground.catalogue.layer import Layer, Shape
from torchground.catalogue.shapes import flat

if TYPE_CHECKING:
    from torch import nn


class BatchNorm1d(Layer):
    """Shifts and scales each number so that over the batch it has mean 0 and spread 1, then learns a new shift and
    scale for it.

    Deep networks train faster and forgive larger learning rates. When it is measured or used, the averages remembered
    from training take the place of those of the batch.
    """

    title = "BatchNorm1d"
    group = "Normalise · regularise"
    order = 300
    formula = "y = γ·(x − μ) / √(σ² + ε) + β"
    source = "S. Ioffe, C. Szegedy, Batch Normalization (2015), arxiv.org/abs/1502.03167"
    batchwise = True

    type: Literal["batch_norm1d"] = "batch_norm1d"

    eps: float = Field(1e-5, ge=1e-8, le=0.1, json_schema_extra=ui(scale="log"))
    """A small number that keeps the division from failing where the spread is zero (ε)."""

    momentum: float = Field(0.1, ge=0, le=1)
    """How much each batch moves the remembered averages: 0 never, 1 forgets all earlier batches."""

    affine: bool = True
    """Whether each number learns a new scale and shift (γ and β) afterwards."""

    def output_shape(self, *input_shapes: Shape) -> Shape:
        flat(self.title, input_shapes[0])
        return input_shapes[0]

    def num_params(self, *input_shapes: Shape) -> int:
        return 2 * input_shapes[0][0] if self.affine else 0

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torch import nn

        return nn.BatchNorm1d(
            input_shapes[0][0], eps=self.eps, momentum=self.momentum, affine=self.affine
        )
