"""Pictures rotated by a small random angle."""

from __future__ import annotations

from math import pi
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.augmentations.shared.picture_change import PictureChange
from torchground.catalogue.bases.entry import ui

if TYPE_CHECKING:
    import torch

# N samples


class RandomRotation(PictureChange):
    """Rotates every picture around its middle by a few degrees in a random direction, drawn again each time it is used.
    Pixels are interpolated from their neighbours, and areas from outside the picture are zero.
    """

    title = "Random rotation"
    order = 3
    formula = "x'(v) = x(R(−φ)·v),  φ ~ U(−d, d)"
    aliases = ("Rotate",)

    type: Literal["random_rotation"] = "random_rotation"

    degrees: float = Field(10.0, gt=0, le=180, json_schema_extra=ui(low=1, high=45))
    """The largest angle, in degrees (d)."""

    def apply(self, x: torch.Tensor) -> torch.Tensor:
        import torch
        from torch.nn import functional

        height, width = x.shape[2:]
        angles_N = (torch.rand(len(x), device=x.device) * 2 - 1) * (self.degrees * pi / 180)
        sin, cos, none = angles_N.sin(), angles_N.cos(), torch.zeros_like(angles_N)
        # The grid runs from -1 to 1 along both sides: the rotation of an oblong picture needs its height and width.
        turns = torch.stack(
            [
                torch.stack([cos, -sin * (height / width), none], dim=1),
                torch.stack([sin * (width / height), cos, none], dim=1),
            ],
            dim=1,
        )
        grid = functional.affine_grid(turns.to(x.dtype), list(x.shape), align_corners=False)
        return functional.grid_sample(x, grid, align_corners=False)
