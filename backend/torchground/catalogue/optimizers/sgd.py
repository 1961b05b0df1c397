"""Stochastic gradient descent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from pydantic import Field, model_validator

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.task import Optimizer
from torchground.words import SentenceError, template

if TYPE_CHECKING:
    import torch
    from torch import nn

NESTEROV_NEEDS_MOMENTUM_ABOVE = template(
    "sgd.nesterov_needs_momentum_above",
    "nesterov needs momentum above 0 and dampening 0; set momentum to 0.9 or turn nesterov off",
)


class SGD(Optimizer):
    """Stochastic gradient descent: every step moves each weight a little way down the slope of the loss.

    With momentum the weights keep moving in the direction they had, like a rolling ball.
    """

    title = "SGD"
    aliases = (
        "Gradient descent",
        "Stochastic gradient descent",
        "Mini-batch gradient descent",
        "Steepest descent",
    )
    variants = {
        "SGD with momentum": {"momentum": 0.9},
        "Momentum": {"momentum": 0.9},
        "Nesterov": {"momentum": 0.9, "nesterov": True},
        "Nesterov momentum": {"momentum": 0.9, "nesterov": True},
        "Nesterov accelerated gradient": {"momentum": 0.9, "nesterov": True},
        "NAG": {"momentum": 0.9, "nesterov": True},
    }
    order = 2
    formula = "w ← w − lr · ∂L/∂w"
    source = "H. Robbins, S. Monro, A Stochastic Approximation Method (1951)"

    type: Literal["sgd"] = "sgd"

    lr: float = Field(
        0.1,
        gt=0,
        le=100,
        json_schema_extra=ui(
            also=("learning_rate", "eta"), low=1e-4, high=10, scale="log", live=True
        ),
    )
    """The length of each step. Too small learns slowly, too large jumps around or explodes."""

    momentum: float = Field(0.0, ge=0, le=0.999, json_schema_extra=ui(high=0.99, live=True))
    """How much of the last step's direction is kept."""

    dampening: float = Field(0.0, ge=0, le=1)
    """How much the new gradient is reduced if momentum is used; 0 with Nesterov."""

    nesterov: bool = False
    """Whether it computes the gradient one step ahead, at the point to which the momentum leads; needs momentum."""

    weight_decay: float = Field(0.0, ge=0, le=10, json_schema_extra=ui(high=0.1, live=True))
    """How strongly every step pulls all params towards zero."""

    @model_validator(mode="after")
    def _nesterov_needs_momentum(self) -> SGD:
        if self.nesterov and (self.momentum <= 0 or self.dampening != 0):
            raise SentenceError(NESTEROV_NEEDS_MOMENTUM_ABOVE())
        return self

    def build(self, params: Iterable[nn.Parameter]) -> torch.optim.Optimizer:
        import torch

        return torch.optim.SGD(
            params,
            lr=self.lr,
            momentum=self.momentum,
            dampening=self.dampening,
            nesterov=self.nesterov,
            weight_decay=self.weight_decay,
            fused=True,
        )
