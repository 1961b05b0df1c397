"""What initializers that draw every matrix anew have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from torchground.catalogue.bases.initializer import Initializer

if TYPE_CHECKING:
    import torch
    from torch import nn


class DrawnWeights(Initializer):
    """The base of initializers that draw each matrix and kernel by the same rule.

    Embeddings and normalizations keep their own way.
    """

    zero_biases: bool = True
    """Whether biases start at zero; else each layer draws them in its own way."""

    def fill(self, module: nn.Module) -> None:
        import torch

        from torchground.catalogue.initializers.shared.linear_maps import biases, maps

        with torch.no_grad():
            for found in maps(module):
                self.draw(found.weight)
            if self.zero_biases:
                for bias in biases(module):
                    bias.zero_()

    def draw(self, weight: torch.Tensor) -> None:
        """Draw one matrix or kernel [outputs, inputs, ...] anew, in place."""
        raise NotImplementedError
