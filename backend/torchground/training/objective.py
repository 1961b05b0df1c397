"""What a training step makes small: the loss of a batch and whatever layers add to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from torch import Tensor

from torchground.catalogue.task import Task
from torchground.network.module import Network

if TYPE_CHECKING:
    from torchground.catalogue.task import LossFunction


class Objective:
    """Inputs and targets to one number."""

    def __init__(self, network: Network, task: Task, loss: LossFunction) -> None:
        self.network = network
        self._task = task
        self._loss = loss

    def __call__(self, x: Tensor, y: Tensor) -> Tensor:
        """The scalar of one batch, as it is learned from."""
        return self.of(self.network.forward(x), y)

    def of(self, outputs: Tensor, y: Tensor) -> Tensor:
        """The same for outputs that the network just gave."""
        loss = self._loss(*self._task.paired(outputs, y))
        for added in self.network.added().values():
            loss = loss + added
        return loss
