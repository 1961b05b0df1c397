"""Orthogonal matrices: they rotate and mirror but never stretch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.initializers.shared.drawn_weights import DrawnWeights

if TYPE_CHECKING:
    import torch


class Orthogonal(DrawnWeights):
    """Every matrix is a random rotation: it keeps the length of the vectors that it multiplies, however often it is
    used. In a recurrent layer, which uses the same matrix at every step, signals neither die out nor explode at the
    start.
    """

    title = "Orthogonal"
    order = 9
    formula = "WᵀW = g²·1"
    source = "A. Saxe et al., Exact Solutions to the Nonlinear Dynamics of Learning (2013), arxiv.org/abs/1312.6120"
    aliases = ("Orthogonal initialization",)

    type: Literal["orthogonal"] = "orthogonal"

    gain: float = Field(1.0, gt=0, le=100, json_schema_extra=ui(low=0.1, high=5))
    """A factor for all weights (g)."""

    def draw(self, weight: torch.Tensor) -> None:
        from torch.nn import init

        init.orthogonal_(weight, gain=self.gain)
