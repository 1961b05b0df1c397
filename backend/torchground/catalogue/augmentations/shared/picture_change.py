"""The base of the augmentations of pictures, with the reasons why they refuse data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from torchground.catalogue.bases.augmentation import Augmentation
from torchground.catalogue.bases.shapes import shown
from torchground.words import Sentence, template

if TYPE_CHECKING:
    from torchground.catalogue.bases.samples import DataInfo
    from torchground.catalogue.bases.shapes import Shape

CHANGES_PICTURES_SAMPLES_REMOVE = template(
    "picture_change.changes_pictures_samples_remove",
    "{title} changes pictures, and the samples are {came}; remove it or choose pictures",
)

TOKENS = template("picture_change.tokens", "tokens")
TOO_FAR = template(
    "picture_change.too_far",
    "{title} by up to {pixels} pixels could move all of a picture of {height}×{width} out of sight; use at most {most}",
)


class PictureChange(Augmentation):
    """The base of augmentations that only work on pictures."""

    def refuses(self, data: DataInfo) -> Sentence | None:
        if not data.is_tokens and len(data.shape) == 3:
            return None
        came = TOKENS() if data.is_tokens else shown(data.shape)
        return CHANGES_PICTURES_SAMPLES_REMOVE(title=self.title, came=came)

    def too_small(self, shape: Shape, pixels: int) -> Sentence | None:
        """Say why pictures of this shape are too small for a change by this many pixels. Returns None if they are large
        enough."""
        smallest = min(shape[1:])
        if pixels < smallest:
            return None
        return TOO_FAR(
            title=self.title, pixels=pixels, height=shape[1], width=shape[2], most=smallest - 1
        )
