"""The base of initializers that draw every matrix by the same rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from torchground.catalogue.bases.initializer import Initializer

if TYPE_CHECKING:
    import torch
    from torch import nn


class DrawnWeights(Initializer):
    """The base of initializers that draw each matrix and kernel by the same rule.

    Embeddings and normalizations keep their defaults.
    """

    zero_biases: bool = True
    """Whether biases start at zero. Otherwise each layer draws them by its own default."""

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
        """Draw the values of one matrix or kernel [outputs, inputs, ...], in place."""
        raise NotImplementedError
