"""Pictures moved by a few random pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.augmentations.shared.picture_change import PictureChange
from torchground.catalogue.bases.entry import ui
from torchground.words import Sentence

if TYPE_CHECKING:
    import torch

    from torchground.catalogue.bases.samples import DataInfo

# N samples, C channels, H height, W width


class RandomShift(PictureChange):
    """Moves every picture by a few pixels, up or down and left or right, drawn again each time it is used. Areas from
    outside the picture are zero.

    A convolutional network does not know by itself that a digit one pixel further is the same digit: this teaches it.
    """

    title = "Random shift"
    aliases = ("Random translation", "Random crop")
    order = 1
    formula = "x'[r, c] = x[r − Δr, c − Δc],  Δ ~ U{−p, …, p}"

    type: Literal["random_shift"] = "random_shift"

    pixels: int = Field(1, ge=1, le=64, json_schema_extra=ui(high=8))
    """The largest shift in each direction, in pixels (p)."""

    def refuses(self, data: DataInfo) -> Sentence | None:
        return super().refuses(data) or self.too_small(data.shape, self.pixels)

    def apply(self, x: torch.Tensor) -> torch.Tensor:
        import torch
        from torch.nn import functional

        num, channels, height, width = x.shape
        p = self.pixels
        moved_2N = torch.randint(0, 2 * p + 1, (2, num), device=x.device)
        rows_NH = moved_2N[0, :, None] + torch.arange(height, device=x.device)
        columns_NW = moved_2N[1, :, None] + torch.arange(width, device=x.device)
        padded = functional.pad(x, (p, p, p, p))
        return padded[
            torch.arange(num, device=x.device)[:, None, None, None],
            torch.arange(channels, device=x.device)[:, None, None],
            rows_NH[:, None, :, None],
            columns_NW[:, None, None, :],
        ]
