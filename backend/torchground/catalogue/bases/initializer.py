"""The base of all initializers: the numbers that weights start from."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from torchground.catalogue.bases.entry import Entry

if TYPE_CHECKING:
    from torch import nn


class Initializer(Entry):
    """How the weights are drawn before the first step, instead of each layer's own way."""

    family: ClassVar[str] = "initializers"

    def alike(self) -> Literal["zero", "same"] | None:
        """Whether all units of a layer start with the same weights, and those are zero; None where they differ."""
        return None

    def fill(self, module: nn.Module) -> None:
        """Draw the params of one layer anew, in place, from torch's global generator; leave what it does not concern
        as it is (biases, normalizations, or all but recurrent layers)."""
        raise NotImplementedError
