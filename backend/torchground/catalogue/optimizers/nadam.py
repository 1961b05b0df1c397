"""The NAdam optimizer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.optimizers.shared.moments import Moments

if TYPE_CHECKING:
    import torch
    from torch import nn


class NAdam(Moments):
    """Adam that looks ahead: it steps as if it already stood where the remembered gradient is about to lead it, as
    Nesterov's momentum does.
    """

    title = "NAdam"
    order = 5
    formula = "w ← w − lr · (μ·m̂ + (1 − μ)·ĝ) / (√v̂ + ε)"
    source = "T. Dozat, Incorporating Nesterov Momentum into Adam (2016)"
    aliases = ("Adam with Nesterov momentum",)

    type: Literal["nadam"] = "nadam"

    momentum_decay: float = Field(0.004, ge=0, le=1, json_schema_extra=ui(high=0.1, live=True))
    """How quickly the look ahead grows to its full length over the first steps."""

    decoupled_weight_decay: bool = False
    """Whether weight decay shrinks the weights directly, as in AdamW, instead of through the gradient."""

    def build(self, params: Iterable[nn.Parameter]) -> torch.optim.Optimizer:
        import torch

        return torch.optim.NAdam(
            params,
            lr=self.lr,
            betas=self.betas,
            eps=self.eps,
            weight_decay=self.weight_decay,
            momentum_decay=self.momentum_decay,
            decoupled_weight_decay=self.decoupled_weight_decay,
            foreach=True,
        )
