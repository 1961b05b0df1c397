"""The Adam optimizer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from torchground.catalogue.optimizers.shared.moments import Moments

if TYPE_CHECKING:
    import torch
    from torch import nn


class Adam(Moments):
    """Gives every weight its own step size, from how large and how steady its gradient has been.

    It works well with little tuning: a good first choice.
    """

    title = "Adam"
    aliases = ("Adaptive moment estimation",)
    variants = {"AMSGrad": {"amsgrad": True}}
    order = 1
    formula = "w ← w − lr · m̂ / (√v̂ + ε)"
    source = "D. Kingma, J. Ba, Adam: A Method for Stochastic Optimization (2014), arxiv.org/abs/1412.6980"

    type: Literal["adam"] = "adam"

    amsgrad: bool = False
    """Whether it uses the largest squared gradient so far, so that steps never grow again."""

    def build(self, params: Iterable[nn.Parameter]) -> torch.optim.Optimizer:
        import torch

        return torch.optim.Adam(
            params,
            lr=self.lr,
            betas=self.betas,
            eps=self.eps,
            weight_decay=self.weight_decay,
            amsgrad=self.amsgrad,
            fused=True,
        )
