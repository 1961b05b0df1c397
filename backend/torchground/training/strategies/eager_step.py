"""The plain way: forward, backward and update as anyone would write them in PyTorch."""

from __future__ import annotations

import math
from contextlib import suppress

from torch import Tensor

from torchground.training.learner import Learner
from torchground.training.objective import Objective
from torchground.training.penalty import Penalty, punish


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
