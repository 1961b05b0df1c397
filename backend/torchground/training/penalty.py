"""Changes the gradients between backward and update: L1, L2 and clipping."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from torchground.network.module import Network
from torchground.network.spec import Training as Settings


@dataclass(frozen=True)
class Penalty:
    """L1, L2, then clipping."""

    weights: frozenset[nn.Parameter]
    """The params that L1 and L2 apply to: weights, but not biases or the scales of a normalization."""
    l1: float
    l2: float
    clip_norm: float | None
    clip_value: float | None

    @property
    def changes_nothing(self) -> bool:
        return not (self.l1 or self.l2) and self.clip_norm is None and self.clip_value is None

    def __call__(self, params: Sequence[nn.Parameter], gradients: list[Tensor]) -> None:
        """Changes the gradients of these params in place."""
        with torch.no_grad():
            if self.l1 or self.l2:
                self._pull(params, gradients)
            if self.clip_norm is not None and gradients:
                norm = torch.nn.utils.get_total_norm(gradients)
                torch._foreach_mul_(gradients, (self.clip_norm / (norm + 1e-6)).clamp(max=1.0))
            if self.clip_value is not None and gradients:
                torch._foreach_clamp_min_(gradients, -self.clip_value)
                torch._foreach_clamp_max_(gradients, self.clip_value)

    def _pull(self, params: Sequence[nn.Parameter], gradients: list[Tensor]) -> None:
        pairs = [(p, g) for p, g in zip(params, gradients, strict=True) if p in self.weights]
        if not pairs:
            return
        weights: list[Tensor] = [p for p, _ in pairs]
        pulled = [g for _, g in pairs]
        if self.l1:
            torch._foreach_add_(pulled, torch._foreach_sign(weights), alpha=self.l1)
        if self.l2:
            torch._foreach_add_(pulled, weights, alpha=self.l2)


def penalty_of(network: Network, settings: Settings) -> Penalty:
    """The penalty for this network with these settings."""
    weights = frozenset(
        param
        for name, param in network.named_weights()
        if "weight" in name.rpartition(".")[2] and param.ndim >= 2 and param.requires_grad
    )
    return Penalty(
        weights, settings.l1, settings.l2, settings.clip_grad_norm, settings.clip_grad_value
    )


def punish(penalty: Penalty, params: Sequence[nn.Parameter]) -> None:
    """Applies the penalty to ``param.grad`` of these params, in place."""
    live = [(p, p.grad) for p in params if p.grad is not None]
    penalty([p for p, _ in live], [g for _, g in live])
