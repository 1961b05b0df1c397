"""The RMSprop optimizer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.task import Optimizer

if TYPE_CHECKING:
    import torch
    from torch import nn


class RMSprop(Optimizer):
    """Divides each weight's gradient by its typical size, so that steps along steep and flat directions are equally
    long."""

    title = "RMSprop"
    order = 4
    formula = "w ← w − lr · g / (√v + ε), v ← α·v + (1 − α)·g²"
    source = "T. Tieleman, G. Hinton, Lecture 6.5, Neural Networks for Machine Learning (2012)"
    aliases = ("Root mean square propagation",)

    type: Literal["rmsprop"] = "rmsprop"

    lr: float = Field(
        0.01,
        gt=0,
        le=100,
        json_schema_extra=ui(
            also=("learning_rate", "eta"), low=1e-5, high=1, scale="log", live=True
        ),
    )
    """The length of each step. Too small learns slowly, too large jumps around or explodes."""

    alpha: float = Field(0.99, ge=0, le=0.99999, json_schema_extra=ui(low=0.5, live=True))
    """How long it remembers the squared gradient: closer to 1 is longer (α)."""

    eps: float = Field(1e-8, gt=0, le=1, json_schema_extra=ui(low=1e-10, high=0.1, scale="log"))
    """A small number that keeps the division from failing where the gradient is zero (ε)."""

    momentum: float = Field(0.0, ge=0, le=0.999, json_schema_extra=ui(high=0.99))
    """How much of the last step's direction is kept."""

    centered: bool = False
    """Whether the squared mean gradient is subtracted first, so that it divides by the spread of the gradient, not its
    size."""

    weight_decay: float = Field(0.0, ge=0, le=10, json_schema_extra=ui(high=0.1, live=True))
    """How much of each param is added to its gradient, which pulls it towards zero."""

    def build(self, params: Iterable[nn.Parameter]) -> torch.optim.Optimizer:
        import torch

        return torch.optim.RMSprop(
            params,
            lr=self.lr,
            alpha=self.alpha,
            eps=self.eps,
            momentum=self.momentum,
            centered=self.centered,
            weight_decay=self.weight_decay,
            foreach=True,
        )
