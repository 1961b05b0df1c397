"""ReLU whose slope for negative numbers is learned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.bases.layer import Activation
from torchground.catalogue.bases.shapes import Shape

if TYPE_CHECKING:
    from torch import nn


class PReLU(Activation):
    """Like LeakyReLU, but the slope for negative numbers is learned with the weights: one slope for the whole layer.

    Watch it move while the network trains: near 0 it is a ReLU, near 1 it does nothing at all.
    """

    title = "PReLU"
    aliases = ("Parametric ReLU",)
    order = 201
    formula = "y = x if x ≥ 0, else a·x, a learned"
    source = "K. He et al., Delving Deep into Rectifiers (2015), arxiv.org/abs/1502.01852"

    type: Literal["prelu"] = "prelu"

    init: float = Field(0.25, ge=-1, le=1)
    """The slope (a) at the start of the training."""

    def num_params(self, *input_shapes: Shape) -> int:
        return 1

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torch import nn

        return nn.PReLU(init=self.init)
