"""The base of all augmentations. An augmentation changes samples a little at every step, so no two passes are the
same."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from torchground.catalogue.bases.entry import Entry
from torchground.words import Sentence

if TYPE_CHECKING:
    import torch

    from torchground.catalogue.bases.samples import DataInfo


class Augmentation(Entry):
    """A random change that keeps what a sample means. It changes only training samples, never those that are
    measured."""

    family: ClassVar[str] = "augmentations"

    def refuses(self, data: DataInfo) -> Sentence | None:
        """Say in a sentence why this data cannot be changed in this way. Returns None if it can."""
        raise NotImplementedError

    def apply(self, x: torch.Tensor) -> torch.Tensor:
        """Change each sample of a batch [n, *shape] independently. Draws from torch's global generator, on the device
        of x."""
        raise NotImplementedError

    def apply_against(
        self, x: torch.Tensor, gradient: Callable[[torch.Tensor], torch.Tensor]
    ) -> torch.Tensor:
        """Change a batch during training. ``gradient`` gives the gradient of the network's loss with respect to a
        batch. Most augmentations do not use it."""
        return self.apply(x)
