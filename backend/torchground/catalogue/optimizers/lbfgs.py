"""L-BFGS."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.task import Optimizer

if TYPE_CHECKING:
    import torch
    from torch import nn


class LBFGS(Optimizer):
    """Learns from its last steps how the slope bends, and so goes almost straight to the bottom where others zigzag.

    Every step computes the loss many times on the same batch. It is made for all samples in one batch and few weights:
    on small batches the bends it remembers are mostly noise.
    """

    title = "L-BFGS"
    aliases = ("BFGS", "L-BFGS-B")
    order = 9
    formula = "w ← w − lr · H·∇L,  H from the last steps"
    source = "D. Liu, J. Nocedal, On the Limited Memory BFGS Method (1989)"
    closure = True
    whole_batch = True

    type: Literal["lbfgs"] = "lbfgs"

    lr: float = Field(
        1.0,
        gt=0,
        le=100,
        json_schema_extra=ui(
            also=("learning_rate", "eta"), low=1e-3, high=10, scale="log", live=True
        ),
    )
    """How much of the found step is taken; 1 is all of it. With a line search, what the search begins with."""

    max_iter: int = Field(20, ge=1, le=1000, json_schema_extra=ui(high=100, live=True))
    """How many moves one training step makes at most."""

    tolerance_grad: float = Field(1e-7, ge=0, le=1, json_schema_extra=ui(high=0.001, live=True))
    """A training step ends early once no slope is steeper than this."""

    tolerance_change: float = Field(1e-9, ge=0, le=1, json_schema_extra=ui(high=0.001, live=True))
    """A training step ends early once a move changes loss and weights by less than this."""

    history_size: int = Field(100, ge=1, le=1000, json_schema_extra=ui(high=200))
    """How many moves it remembers the bend from."""

    line_search_fn: Literal["none", "strong_wolfe"] = Field(
        "strong_wolfe",
        json_schema_extra=ui(
            label="Line search", choices={"none": "None", "strong_wolfe": "Strong Wolfe"}
        ),
    )
    """How far along the found direction it goes: searched for at every move (strong Wolfe), or by lr alone (none),
    which now and then leaps so far that nothing is left of what was learned."""

    def build(self, params: Iterable[nn.Parameter]) -> torch.optim.Optimizer:
        import torch

        return torch.optim.LBFGS(
            params,
            lr=self.lr,
            max_iter=self.max_iter,
            tolerance_grad=self.tolerance_grad,
            tolerance_change=self.tolerance_change,
            history_size=self.history_size,
            line_search_fn=None if self.line_search_fn == "none" else self.line_search_fn,
        )
