"""Recurrent matrices with a chosen spectral radius."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.initializer import Initializer

if TYPE_CHECKING:
    from torch import nn

SAME = 1e-6
"""If the correction of the radius is relatively smaller than this, the matrix stays unchanged."""


class Spectral(Initializer):
    """For recurrent layers: scales the matrix between one step and the next so that its largest eigenvalue has the
    chosen size. Below 1 the past fades out; above 1 it grows with every step, and so does the gradient on its way back:
    at 2.5 it explodes within twenty steps unless it is clipped.

    Everything else keeps its default.
    """

    title = "Spectral radius (recurrent)"
    order = 11
    formula = "W ← W · ρ / max|λ(W)|"
    source = "H. Jaeger, The Echo State Approach to Analysing and Training Recurrent Neural Networks (2001)"

    type: Literal["spectral"] = "spectral"

    radius: float = Field(1.0, gt=0, le=100, json_schema_extra=ui(low=0.1, high=4))
    """The size of the largest eigenvalue (ρ)."""

    def fill(self, module: nn.Module) -> None:
        import torch

        from torchground.catalogue.initializers.shared.linear_maps import maps

        with torch.no_grad():
            for found in maps(module):
                if found.is_recurrent:
                    largest = torch.linalg.eigvals(found.weight.double()).abs().max().item()
                    factor = self.radius / largest if largest > 0 else 1.0
                    if abs(factor - 1) > SAME:
                        found.weight.mul_(factor)
