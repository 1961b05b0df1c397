"""The Adadelta optimizer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.task import Optimizer

if TYPE_CHECKING:
    import torch
    from torch import nn


class Adadelta(Optimizer):
    """Sets the step of each weight from the size of its recent steps, divided by that of its recent gradients. It needs
    no learning rate of its own, and begins very slowly.
    """

    title = "Adadelta"
    order = 7
    formula = "w ← w − lr · √(Δ + ε) / √(v + ε) · g"
    source = "M. Zeiler, ADADELTA: An Adaptive Learning Rate Method (2012), arxiv.org/abs/1212.5701"

    type: Literal["adadelta"] = "adadelta"

    lr: float = Field(
        1.0,
        gt=0,
        le=100,
        json_schema_extra=ui(
            also=("learning_rate", "eta"),
            low=1e-3,
            high=10,
            scale="log",
            live=True,
        ),
    )
    """A factor for the step that it finds by itself; 1 leaves the step unchanged."""

    rho: float = Field(0.9, ge=0, le=0.99999, json_schema_extra=ui(low=0.5, live=True))
    """How long it remembers gradients and steps: closer to 1 is longer (ρ)."""

    eps: float = Field(
        1e-6, gt=0, le=1, json_schema_extra=ui(low=1e-10, high=0.1, scale="log", live=True)
    )
    """A small number that sets the size of the very first step; a larger one begins faster (ε)."""

    weight_decay: float = Field(0.0, ge=0, le=10, json_schema_extra=ui(high=0.1, live=True))
    """How much of each param is added to its gradient, which pulls it towards zero."""

    def build(self, params: Iterable[nn.Parameter]) -> torch.optim.Optimizer:
        import torch

        return torch.optim.Adadelta(
            params,
            lr=self.lr,
            rho=self.rho,
            eps=self.eps,
            weight_decay=self.weight_decay,
            foreach=True,
        )
