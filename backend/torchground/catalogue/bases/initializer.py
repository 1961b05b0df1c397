"""The base of all initializers, which set the first values of the weights."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from torchground.catalogue.bases.entry import Entry

if TYPE_CHECKING:
    from torch import nn


class Initializer(Entry):
    """How the weights are drawn before the first step. It replaces each layer's default."""

    family: ClassVar[str] = "initializers"

    def alike(self) -> Literal["zero", "same"] | None:
        """Whether all units of a layer start with equal weights: "zero" if all are 0, "same" if all are equal. None if
        they differ."""
        return None

    def fill(self, module: nn.Module) -> None:
        """Draw the params of one layer again, in place, from torch's global generator. Params that the initializer does
        not handle stay unchanged (biases, normalizations, or all but recurrent layers)."""
        raise NotImplementedError
