"""The objective of a training step: the loss of a batch and the terms that layers add to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from torch import Tensor

from torchground.catalogue.bases.task import Loss, Task
from torchground.network.module import Network

if TYPE_CHECKING:
    from torchground.catalogue.bases.task import LossFunction

Mistakes: TypeAlias = Callable[[Tensor, Tensor], Tensor]


class Objective:
    """Computes the objective, one number, from inputs and targets."""

    def __init__(self, network: Network, task: Task, loss: Loss, function: LossFunction) -> None:
        self.network = network
        self.mistakes = 0
        """How many samples of this epoch were answered wrong so far, where the loss counts them."""
        self._task = task
        self._loss = function
        self._count: Mistakes | None = loss.mistakes if loss.counts_mistakes else None

    @property
    def counts_mistakes(self) -> bool:
        return self._count is not None

    def __call__(self, x: Tensor, y: Tensor) -> Tensor:
        """The objective [] of one batch."""
        return self.of(self.network.forward(x), y)

    def of(self, outputs: Tensor, y: Tensor) -> Tensor:
        """The objective [] for outputs that the network has just computed."""
        paired = self._task.paired(outputs, y)
        if self._count is not None:
            self.mistakes += int(self._count(*paired))
        loss = self._loss(*paired)
        for added in self.network.added().values():
            loss = loss + added
        return loss
