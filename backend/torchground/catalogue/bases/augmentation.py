"""The base of all augmentations: samples changed a little at every step, so that no two passes see the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from torchground.catalogue.bases.entry import Entry
from torchground.words import Sentence

if TYPE_CHECKING:
    import torch

    from torchground.catalogue.bases.samples import DataInfo


class Augmentation(Entry):
    """A random change that keeps what a sample means. Only training samples are changed, never measured ones."""

    family: ClassVar[str] = "augmentations"

    def refuses(self, data: DataInfo) -> Sentence | None:
        """Why this data cannot be changed so, in a sentence; None where it can."""
        raise NotImplementedError

    def apply(self, x: torch.Tensor) -> torch.Tensor:
        """A batch [n, *shape] changed, each sample by itself; draws from torch's global generator, on x's device."""
        raise NotImplementedError

    def apply_against(
        self, x: torch.Tensor, gradient: Callable[[torch.Tensor], torch.Tensor]
    ) -> torch.Tensor:
        """The same in a training: ``slope`` gives the gradient of the network's loss with respect to a batch. Most
        changes do not ask for it."""
        return self.apply(x)
