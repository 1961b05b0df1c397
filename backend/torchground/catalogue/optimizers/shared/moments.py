"""The fields that Adam and similar optimizers share. They set each step from the mean and the size of recent
gradients."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import Field, Strict

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.task import Optimizer

Beta: TypeAlias = Annotated[float, Field(ge=0, le=0.99999)]


class Moments(Optimizer):
    """The fields of Adam and similar optimizers."""

    lr: float = Field(
        0.01,
        gt=0,
        le=100,
        json_schema_extra=ui(
            also=("learning_rate", "eta"), low=1e-5, high=1, scale="log", live=True
        ),
    )
    """The length of each step. Too small learns slowly, too large jumps around or explodes."""

    betas: Annotated[tuple[Beta, Beta], Strict(False)] = (0.9, 0.999)
    """How long it remembers the gradient and the squared gradient: closer to 1 is longer."""

    eps: float = Field(
        1e-8, gt=0, le=1, json_schema_extra=ui(low=1e-10, high=0.1, scale="log", live=True)
    )
    """A small number that keeps the division from failing where the gradient is zero (ε)."""

    weight_decay: float = Field(0.0, ge=0, le=10, json_schema_extra=ui(high=0.1, live=True))
    """How much of each param is added to its gradient, which pulls it towards zero."""
