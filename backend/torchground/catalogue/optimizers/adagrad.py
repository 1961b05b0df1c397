"""The Adagrad optimizer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.task import Optimizer

if TYPE_CHECKING:
    import torch
    from torch import nn


class Adagrad(Optimizer):
    """Divides each weight's step by the size of all its gradients so far. Weights that rarely get a gradient take long
    steps when they do, and every step is a little shorter than the one before.
    """

    title = "Adagrad"
    order = 6
    formula = "w ← w − lr · g / (√Σg² + ε)"
    source = "J. Duchi, E. Hazan, Y. Singer, Adaptive Subgradient Methods (2011)"
    aliases = ("Adaptive gradient",)

    type: Literal["adagrad"] = "adagrad"

    lr: float = Field(
        0.01,
        gt=0,
        le=100,
        json_schema_extra=ui(
            also=("learning_rate", "eta"),
            low=1e-4,
            high=10,
            scale="log",
            live=True,
        ),
    )
    """The length of each step. It may be larger than Adam's, because the steps shrink by themselves."""

    lr_decay: float = Field(0.0, ge=0, le=10, json_schema_extra=ui(high=0.1, live=True))
    """How much faster the steps shrink: lr / (1 + steps · lr_decay)."""

    weight_decay: float = Field(0.0, ge=0, le=10, json_schema_extra=ui(high=0.1, live=True))
    """How much of each param is added to its gradient, which pulls it towards zero."""

    initial_accumulator_value: float = Field(0.0, ge=0, le=100, json_schema_extra=ui(high=1))
    """The start value of the sum of squared gradients: a larger one makes the first steps shorter."""

    eps: float = Field(
        1e-10, gt=0, le=1, json_schema_extra=ui(low=1e-10, high=0.1, scale="log", live=True)
    )
    """A small number that keeps the division from failing where the gradient is zero (ε)."""

    def build(self, params: Iterable[nn.Parameter]) -> torch.optim.Optimizer:
        import torch

        return torch.optim.Adagrad(
            params,
            lr=self.lr,
            lr_decay=self.lr_decay,
            weight_decay=self.weight_decay,
            initial_accumulator_value=self.initial_accumulator_value,
            eps=self.eps,
            foreach=True,
        )
