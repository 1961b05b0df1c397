"""The L-BFGS optimizer."""

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
    """Learns the curvature of the loss from its last steps, and so goes almost straight to the minimum where others
    zigzag.

    Every step computes the loss many times on the same batch. It is made for few weights and for batches that hold all
    samples: on small batches the curvature that it remembers is mostly noise.
    """

    title = "L-BFGS"
    aliases = (
        "BFGS",
        "L-BFGS-B",
        "Quasi-Newton method",
        "Limited-memory BFGS",
    )
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
    """How much of the step that it finds is taken; 1 is all of it. With a line search, the value that the search begins
    with."""

    max_iter: int = Field(20, ge=1, le=1000, json_schema_extra=ui(high=100, live=True))
    """The largest number of moves in one training step."""

    tolerance_grad: float = Field(1e-7, ge=0, le=1, json_schema_extra=ui(high=0.001, live=True))
    """A training step ends early if no gradient is larger than this."""

    tolerance_change: float = Field(1e-9, ge=0, le=1, json_schema_extra=ui(high=0.001, live=True))
    """A training step ends early if a move changes loss and weights by less than this."""

    history_size: int = Field(100, ge=1, le=1000, json_schema_extra=ui(high=200))
    """The number of past moves from which it estimates the curvature."""

    line_search_fn: Literal["none", "strong_wolfe"] = Field(
        "strong_wolfe",
        json_schema_extra=ui(
            label="Line search", choices={"none": "None", "strong_wolfe": "Strong Wolfe"}
        ),
    )
    """How far it goes along the direction that it finds: searched at every move (strong Wolfe), or fixed by lr (none).
    Without a search, it sometimes jumps so far that everything learned is lost."""

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
