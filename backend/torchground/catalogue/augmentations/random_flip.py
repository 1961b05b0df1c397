"""Pictures mirrored at random."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.augmentations.shared.picture_change import PictureChange
from torchground.catalogue.bases.entry import ui

if TYPE_CHECKING:
    import torch


class RandomFlip(PictureChange):
    """Mirrors some pictures, drawn again each time they are used. Good for cats, which look both ways; bad for digits,
    because a mirrored 2 is not a digit.
    """

    title = "Random flip"
    aliases = ("Random horizontal flip", "Horizontal flip", "Mirror")
    order = 2

    type: Literal["random_flip"] = "random_flip"

    direction: Literal["horizontal", "vertical"] = Field(
        "horizontal",
        json_schema_extra=ui(
            choices={"horizontal": "Left and right", "vertical": "Top and bottom"}
        ),
    )
    """Which sides are exchanged."""

    p: float = Field(0.5, ge=0, le=1)
    """The probability that a picture is mirrored."""

    def apply(self, x: torch.Tensor) -> torch.Tensor:
        import torch

        mirrored = torch.rand(len(x), 1, 1, 1, device=x.device) < self.p
        return torch.where(mirrored, x.flip(3 if self.direction == "horizontal" else 2), x)
