"""Pictures with a random rectangle set to zero."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.augmentations.shared.picture_change import PictureChange
from torchground.catalogue.bases.entry import ui

if TYPE_CHECKING:
    import torch

# N samples, H height, W width, S size of one side


class RandomErasing(PictureChange):
    """Sets a rectangle of each picture to zero. Its position and its form are drawn again each time, so that the
    network cannot rely on a single mark.
    """

    title = "Random erasing"
    aliases = ("Cutout",)
    order = 4
    source = "Z. Zhong et al., Random Erasing Data Augmentation (2017), arxiv.org/abs/1708.04896"

    type: Literal["random_erasing"] = "random_erasing"

    p: float = Field(0.5, ge=0, le=1)
    """The probability that a picture loses a piece."""

    scale: float = Field(0.2, gt=0, le=0.9, json_schema_extra=ui(low=0.02, high=0.5))
    """The largest piece, as a fraction of the area of the picture."""

    def apply(self, x: torch.Tensor) -> torch.Tensor:
        import torch

        drawn_5N = torch.rand(5, len(x), device=x.device)
        height, width = x.shape[2:]
        side_N = (drawn_5N[1] * self.scale).sqrt()
        form_N = (drawn_5N[2] * 2 - 1).mul(0.5).exp()  # from 1/√e to √e
        rows_NH = _hidden(side_N * form_N, drawn_5N[3], height)
        columns_NW = _hidden(side_N / form_N, drawn_5N[4], width)
        chosen_N = drawn_5N[0] < self.p
        hidden = rows_NH[:, None, :, None] & columns_NW[:, None, None, :]
        return x.masked_fill(hidden & chosen_N[:, None, None, None], 0.0)


def _hidden(parts_N: torch.Tensor, places_N: torch.Tensor, size: int) -> torch.Tensor:
    """Which rows (or columns) of each picture are hidden [N, size]. ``parts_N`` is the hidden fraction of them,
    ``places_N`` the position from 0 to 1."""
    import torch

    count_N = (parts_N * size).round().clamp(1, size)
    first_N = (places_N * (size - count_N + 1)).floor()
    index_S = torch.arange(size, device=parts_N.device)
    return (index_S >= first_N[:, None]) & (index_S < (first_N + count_N)[:, None])
