"""The plain way: forward, backward and update as anyone would write them in PyTorch."""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from torchground.training.learner import Learner
from torchground.training.objective import Objective


@dataclass(frozen=True)
class Penalty:
    """What is done to the gradients between backward and update: L1, L2, then clipping."""

    weights: frozenset[nn.Parameter]
    """What L1 and L2 pull on: weights, not biases, not the scales of a normalization."""
    l1: float
    l2: float
    clip_norm: float | None
    clip_value: float | None

    @property
    def changes_nothing(self) -> bool:
        return not (self.l1 or self.l2) and self.clip_norm is None and self.clip_value is None

    def __call__(self, params: Sequence[nn.Parameter], gradients: list[Tensor]) -> None:
        """Change the gradients of these params in place."""
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


class EagerStep:
    """One step at a time with autograd and torch's own optimizer."""

    def __init__(self, objective: Objective, learner: Learner, penalty: Penalty) -> None:
        self.objective = objective
        self.learner = learner
        self.params = learner.params
        self.optimizer = learner.optimizer
        self.penalty = penalty

    def step(self, x: Tensor, y: Tensor) -> float:
        """One step on one batch; its loss before the update. A loss that is not finite updates nothing."""
        if self.learner.closure:
            return self._step_with_closure(x, y)
        value = self._backward(x, y)
        if math.isfinite(value):
            self.optimizer.step()
        return value

    def gradients(self) -> list[Tensor | None]:
        """Of the last step as the optimizer took them, one for each param; None before the first step."""
        return [param.grad for param in self.params]

    def retune(self) -> None:
        """Nothing is kept from step to step but what the optimizer itself keeps."""

    def _backward(self, x: Tensor, y: Tensor) -> float:
        """The loss of a batch; where it is finite the params have their gradients, with the penalty."""
        for param in self.params:
            param.grad = None
        loss = self.objective(x, y)
        value = loss.item()
        if math.isfinite(value):
            loss.backward()  # type: ignore[no-untyped-call]
            if not self.penalty.changes_nothing:
                punish(self.penalty, self.params)
        return value

    def _step_with_closure(self, x: Tensor, y: Tensor) -> float:
        """The same where the optimizer asks for the loss again and again."""
        losses: list[float] = []

        def loss() -> float:
            losses.append(self._backward(x, y))
            if not math.isfinite(losses[0]):
                raise _NotFinite
            return losses[-1]

        with suppress(_NotFinite):
            self.optimizer.step(loss)
        return losses[0]


class _NotFinite(ArithmeticError):
    """The loss at the place where the optimizer stands is no number: it must not move."""


def punish(penalty: Penalty, params: Sequence[nn.Parameter]) -> None:
    """Change the gradients that these params have, in place."""
    live = [(p, p.grad) for p in params if p.grad is not None]
    penalty([p for p, _ in live], [g for _, g in live])
