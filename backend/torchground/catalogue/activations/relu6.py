"""ReLU limited to six."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from torchground.catalogue.bases.layer import Activation
from torchground.catalogue.bases.shapes import Shape

if TYPE_CHECKING:
    from torch import nn


class ReLU6(Activation):
    """A ReLU whose output is never larger than 6. Small numbers suit hardware with low precision."""

    title = "ReLU6"
    order = 200
    formula = "y = min(6, max(0, x))"
    source = "A. Krizhevsky, Convolutional Deep Belief Networks on CIFAR-10 (2010)"
    aliases = ("Clipped ReLU",)

    type: Literal["relu6"] = "relu6"

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torch import nn

        return nn.ReLU6()
