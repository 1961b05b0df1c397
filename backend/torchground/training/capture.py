"""A way to take a step, and a run as it stood between two steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from torch import Tensor


class StepStrategy(Protocol):
    """A way to take a step; all strategies give the same bits."""

    def step(self, x: Tensor, y: Tensor) -> float:
        """One step on one batch; its loss before the update. A loss that is not finite updates nothing."""

    def gradients(self) -> list[Tensor | None]:
        """Of the last step as the optimizer took them, one for each param; None before the first step."""

    def retune(self) -> None:
        """The live settings or what the optimizer remembers were replaced: look at them again."""


@dataclass(frozen=True)
class Capture:
    """A run as it stood between two steps; what is restored from it goes on bit by bit the same."""

    tensors: dict[str, Tensor]
    """Params and buffers (``network.…``), optimizer state (``optimizer.…``), random states (``random.…``), the weights
    of the best epoch (``best.…``)."""
    facts: dict[str, Any]
    """Plain JSON values: where it stood, running sums, live settings, what the optimizers remember beside tensors."""
    format: int = 2
    """How the names are built; see ``old_formats``."""
