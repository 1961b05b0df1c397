"""The bases of task, loss and optimizer: what is asked of a network and how it is taught."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from torchground.catalogue.entry import Entry

if TYPE_CHECKING:
    import torch
    from torch import nn

    from torchground.catalogue.dataset import DataInfo

    LossFunction = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]


class Task(Entry):
    """What the network is asked to do with the data."""

    losses: ClassVar[tuple[str, ...]]
    """The losses that fit, the usual one first."""

    def num_outputs(self, data: DataInfo) -> int:
        """How many numbers the network must give for one sample."""
        raise NotImplementedError

    def refuses(self, data: DataInfo) -> str | None:
        """Why this data does not fit the task, in a sentence; None where it does."""
        raise NotImplementedError

    def metrics(self, outputs: torch.Tensor, targets: torch.Tensor) -> dict[str, float]:
        """Metrics by name without ``train_`` or ``test_``: ``{"accuracy": 0.98}``. Outputs are logits [n, outputs]."""
        raise NotImplementedError

    @classmethod
    def facts(cls) -> dict[str, Any]:
        return {"losses": list(cls.losses)}


class Loss(Entry):
    """What training makes small."""

    logits: ClassVar[bool] = False
    """Whether it takes the outputs for logits: numbers that a softmax turns into probabilities."""

    def build(self, num_outputs: int) -> LossFunction:
        """The function of outputs [n, num_outputs] and targets (int64 [n] or float32 [n, num_outputs]) to a scalar, the
        mean over the batch."""
        raise NotImplementedError

    def each(self, num_outputs: int) -> LossFunction:
        """The same for each sample by itself: [n]."""
        raise NotImplementedError


class Optimizer(Entry):
    """How the weights move against the gradient."""

    def build(self, params: Iterable[nn.Parameter]) -> torch.optim.Optimizer:
        """torch's optimizer over these params, fused where torch can on their device."""
        raise NotImplementedError
