"""What a training step makes small: the loss of a batch and whatever layers add to it."""

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
    """Inputs and targets to one number."""

    def __init__(self, network: Network, task: Task, loss: Loss, function: LossFunction) -> None:
        self.network = network
        self.mistakes = 0
        """How many samples of the steps of this epoch were answered wrong, where the loss counts them."""
        self._task = task
        self._loss = function
        self._count: Mistakes | None = loss.mistakes if loss.counts_mistakes else None

    @property
    def counts_mistakes(self) -> bool:
        return self._count is not None

    def __call__(self, x: Tensor, y: Tensor) -> Tensor:
        """The scalar of one batch, as it is learned from."""
        return self.of(self.network.forward(x), y)

    def of(self, outputs: Tensor, y: Tensor) -> Tensor:
        """The same for outputs that the network just gave."""
        paired = self._task.paired(outputs, y)
        if self._count is not None:
            self.mistakes += int(self._count(*paired))
        loss = self._loss(*paired)
        for added in self.network.added().values():
            loss = loss + added
        return loss
