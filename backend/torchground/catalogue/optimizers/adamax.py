"""The Adamax optimizer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from torchground.catalogue.optimizers.shared.moments import Moments

if TYPE_CHECKING:
    import torch
    from torch import nn


class Adamax(Moments):
    """Adam that divides by the largest recent gradient instead of the typical one. A rare large gradient makes the
    steps shorter for a while, and no step is ever longer than lr.
    """

    title = "Adamax"
    order = 8
    formula = "w ← w − lr · m̂ / u,  u ← max(β₂·u, |g| + ε)"
    source = "D. Kingma, J. Ba, Adam: A Method for Stochastic Optimization (2014), arxiv.org/abs/1412.6980"

    type: Literal["adamax"] = "adamax"

    def build(self, params: Iterable[nn.Parameter]) -> torch.optim.Optimizer:
        import torch

        return torch.optim.Adamax(
            params,
            lr=self.lr,
            betas=self.betas,
            eps=self.eps,
            weight_decay=self.weight_decay,
            foreach=True,
        )
