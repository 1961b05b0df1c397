"""AdamW."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

from pydantic import Field, Strict

from torchground.catalogue.entry import ui
from torchground.catalogue.task import Optimizer

if TYPE_CHECKING:
    import torch
    from torch import nn

Beta: TypeAlias = Annotated[float, Field(ge=0, le=0.99999)]


class AdamW(Optimizer):
    """Adam with weight decay done apart from the gradient: every step also shrinks each weight by a fixed part.

    Weights stay small however large their gradients are, which often generalizes better.
    """

    title = "AdamW"
    order = 3
    formula = "w ← w − lr · (m̂ / (√v̂ + ε) + λ·w)"
    source = "I. Loshchilov, F. Hutter, Decoupled Weight Decay Regularization (2017), arxiv.org/abs/1711.05101"

    type: Literal["adamw"] = "adamw"

    lr: float = Field(
        0.01, gt=0, le=100, json_schema_extra=ui(low=1e-5, high=1, scale="log", live=True)
    )
    """How far each step goes. Too small learns slowly, too large jumps about or explodes."""

    betas: Annotated[tuple[Beta, Beta], Strict(False)] = (0.9, 0.999)
    """How long it remembers the gradient and the gradient's square: nearer to 1 is longer."""

    eps: float = Field(1e-8, gt=0, le=1, json_schema_extra=ui(low=1e-10, high=0.1, scale="log"))
    """A small number that keeps the division from failing where the gradient is zero (ε)."""

    weight_decay: float = Field(0.01, ge=0, le=10, json_schema_extra=ui(high=0.5, live=True))
    """How strongly every step shrinks all params, in parts of lr (λ)."""

    amsgrad: bool = False
    """Whether the largest squared gradient ever seen is kept, so that steps never grow again."""

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
