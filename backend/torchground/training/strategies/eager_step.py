"""The plain strategy: forward, backward and update, as in most PyTorch programs."""

from __future__ import annotations

import math
from contextlib import suppress

from torch import Tensor

from torchground.training.learner import Learner
from torchground.training.objective import Objective
from torchground.training.penalty import Penalty, punish


class EagerStep:
    """Computes one step at a time with autograd and torch's own optimizer."""

    def __init__(self, objective: Objective, learner: Learner, penalty: Penalty) -> None:
        self.objective = objective
        self.learner = learner
        self.params = learner.params
        self.optimizer = learner.optimizer
        self.penalty = penalty

    def step(self, x: Tensor, y: Tensor) -> float:
        """Takes one step on one batch and returns its loss before the update. A loss that is not finite updates
        nothing."""
        if self.learner.closure:
            return self._step_with_closure(x, y)
        value = self._backward(x, y)
        if math.isfinite(value):
            self.optimizer.step()
        return value

    def gradients(self) -> list[Tensor | None]:
        """The gradients of the last step as the optimizer used them, one for each param. None before the first step."""
        return [param.grad for param in self.params]

    def retune(self) -> None:
        """Does nothing, because only the optimizer keeps state between steps."""

    def _backward(self, x: Tensor, y: Tensor) -> float:
        """The loss of a batch. Where it is finite, sets the gradients of the params and applies the penalty."""
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
        """A step of an optimizer that computes the loss several times (L-BFGS)."""
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
    """The loss at the current params is not finite. The optimizer must not change them."""
