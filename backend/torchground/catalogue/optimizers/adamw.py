"""The AdamW optimizer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.optimizers.shared.moments import Moments

if TYPE_CHECKING:
    import torch
    from torch import nn


class AdamW(Moments):
    """Adam with weight decay separate from the gradient: every step also shrinks each weight by a fixed fraction.

    Weights stay small however large their gradients are, which often generalizes better.
    """

    title = "AdamW"
    aliases = (
        "Adam with decoupled weight decay",
        "Decoupled weight decay",
    )
    order = 3
    formula = "w ← w − lr · (m̂ / (√v̂ + ε) + λ·w)"
    source = "I. Loshchilov, F. Hutter, Decoupled Weight Decay Regularization (2017), arxiv.org/abs/1711.05101"

    type: Literal["adamw"] = "adamw"

    weight_decay: float = Field(0.01, ge=0, le=10, json_schema_extra=ui(high=0.5, live=True))
    """How strongly every step shrinks all params, as a fraction of lr (λ)."""

    amsgrad: bool = False
    """Whether it uses the largest squared gradient so far, so that steps never grow again."""

    def build(self, params: Iterable[nn.Parameter]) -> torch.optim.Optimizer:
        import torch

        return torch.optim.AdamW(
            params,
            lr=self.lr,
            betas=self.betas,
            eps=self.eps,
            weight_decay=self.weight_decay,
            amsgrad=self.amsgrad,
            fused=True,
        )
