"""What augmentations of pictures have in common: what they refuse, and the parts of it that they say in one way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from torchground.catalogue.bases.augmentation import Augmentation
from torchground.catalogue.bases.shapes import shown

if TYPE_CHECKING:
    from torchground.catalogue.bases.samples import DataInfo
    from torchground.catalogue.bases.shapes import Shape


class PictureChange(Augmentation):
    """The base of augmentations that only pictures can have."""

    def refuses(self, data: DataInfo) -> str | None:
        if not data.is_tokens and len(data.shape) == 3:
            return None
        came = "tokens" if data.is_tokens else shown(data.shape)
        return f"{self.title} changes pictures, and the samples are {came}; remove it or choose pictures"

    def too_small(self, shape: Shape, pixels: int) -> str | None:
        """A sentence where a picture has no room for a change of so many pixels."""
        smallest = min(shape[1:])
        if pixels < smallest:
            return None
        return (
            f"{self.title} by up to {pixels} pixels could move all of a picture of {shape[1]}×{shape[2]} out of "
            f"sight; use at most {smallest - 1}"
        )
