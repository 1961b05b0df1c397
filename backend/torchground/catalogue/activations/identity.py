"""The identity: an activation that changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from torchground.catalogue.bases.layer import Activation
from torchground.catalogue.bases.shapes import Shape

if TYPE_CHECKING:
    from torch import nn


class Identity(Activation):
    """Passes every number on unchanged.

    Put it in place of an activation to see what the network can do without one: it can only learn straight lines.
    """

    title = "Identity"
    aliases = (
        "No activation",
        "Pass through",
        "Linear activation",
    )
    order = 208
    formula = "y = x"

    type: Literal["identity"] = "identity"

    def build(self, *input_shapes: Shape) -> nn.Module:
        from torch import nn

        return nn.Identity()
