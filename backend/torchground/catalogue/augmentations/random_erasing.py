"""Pictures with a piece missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.augmentations.shared.picture_change import PictureChange
from torchground.catalogue.bases.entry import ui

if TYPE_CHECKING:
    import torch

# N samples, S sides


class RandomErasing(PictureChange):
    """A rectangle of each picture is set to zero, at another place and of another form each time it is seen, so that
    the network cannot lean on a single mark.
    """

    title = "Random erasing"
    aliases = ("Cutout",)
    order = 4
    source = "Z. Zhong et al., Random Erasing Data Augmentation (2017), arxiv.org/abs/1708.04896"

    type: Literal["random_erasing"] = "random_erasing"

    p: float = Field(0.5, ge=0, le=1)
    """The chance of each picture to lose a piece."""

    scale: float = Field(0.2, gt=0, le=0.9, json_schema_extra=ui(low=0.02, high=0.5))
    """The largest piece, as a part of the picture's area."""

    def apply(self, x: torch.Tensor) -> torch.Tensor:
        import torch

        drawn_5N = torch.rand(5, len(x), device=x.device)
        height, width = x.shape[2:]
        side_N = (drawn_5N[1] * self.scale).sqrt()
        form_N = (
            (drawn_5N[2] * 2 - 1).mul(0.5).exp()
        )  # up to √e times as high as wide, or as wide as high
        rows_NH = _hidden(side_N * form_N, drawn_5N[3], height)
        columns_NW = _hidden(side_N / form_N, drawn_5N[4], width)
        chosen_N = drawn_5N[0] < self.p
        hidden = rows_NH[:, None, :, None] & columns_NW[:, None, None, :]
        return x.masked_fill(hidden & chosen_N[:, None, None, None], 0.0)


def _hidden(parts_N: torch.Tensor, places_N: torch.Tensor, size: int) -> torch.Tensor:
    """Which of the rows (or columns) are hidden [N, size], given which part of them and where."""
    import torch

    count_N = (parts_N * size).round().clamp(1, size)
    first_N = (places_N * (size - count_N + 1)).floor()
    index_S = torch.arange(size, device=parts_N.device)
    return (index_S >= first_N[:, None]) & (index_S < (first_N + count_N)[:, None])
