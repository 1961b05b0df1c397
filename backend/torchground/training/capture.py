"""The interface of a step strategy, and the captured state of a run between two steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from torch import Tensor


class StepStrategy(Protocol):
    """A way to compute a training step. All strategies give the same bits."""

    def step(self, x: Tensor, y: Tensor) -> float:
        """Takes one step on one batch and returns its loss before the update. A loss that is not finite updates
        nothing."""

    def gradients(self) -> list[Tensor | None]:
        """The gradients of the last step as the optimizer used them, one for each param. None before the first step."""

    def retune(self) -> None:
        """Reads the live settings and the optimizer state again. Called after they were replaced."""


@dataclass(frozen=True)
class Capture:
    """The state of a run between two steps. A run that is restored from it continues bit for bit the same."""

    tensors: dict[str, Tensor]
    """Params and buffers (``network.…``), optimizer state (``optimizer.…``), random states (``random.…``), and the
    weights of the best epoch (``best.…``)."""
    facts: dict[str, Any]
    """Plain JSON values: step and epoch, running sums, live settings, and optimizer state that is not a tensor."""
    format: int = 2
    """The version of the names. See ``old_formats``."""
