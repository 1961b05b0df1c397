"""Early stopping: decides when to stop, and keeps the best weights so far."""

from __future__ import annotations

from typing import Any

from torch import Tensor, nn

from torchground.catalogue.bases.samples import PartName
from torchground.network.spec import EarlyStoppingFile
from torchground.training import sentences
from torchground.words import Sentence, Template

STOPPED_EARLY: dict[PartName, Template] = {
    "val": sentences.STOPPED_EARLY_BY_VALIDATION,
    "test": sentences.STOPPED_EARLY_BY_TEST,
}


class Stopping:
    """Watches the loss of one part of the data at every epoch. Without a rule it never stops the training."""

    def __init__(self, rule: EarlyStoppingFile | None, network: nn.Module, part: PartName) -> None:
        self.rule = rule
        self._part = part
        self._network = network
        self._best_loss: float | None = None
        self._best_epoch = 0
        self._waited = 0
        self._taken_up = False
        self._weights: dict[str, Tensor] = {}
        """The weights of the best epoch. They are never changed in place, so that captures may share them."""

    @property
    def has_taken_up(self) -> bool:
        """Whether the network has the weights of the best epoch again."""
        return self._taken_up

    @property
    def is_reached(self) -> bool:
        """Whether the loss has not fallen for ``patience`` epochs."""
        return self.rule is not None and self._waited >= self.rule.patience

    def watched(self, loss: float, epoch: int) -> None:
        """Records the watched loss at the end of an epoch."""
        if self.rule is None:
            return
        if self._best_loss is None or loss < self._best_loss - self.rule.min_delta:
            self._best_loss, self._best_epoch, self._waited = loss, epoch, 0
            if self.rule.restore_best:
                states = self._network.state_dict()
                self._weights = {name: value.clone() for name, value in states.items()}
        else:
            self._waited += 1

    def take_up_best(self, epoch: int) -> bool:
        """Restores the best weights at the end. Returns whether it did: only once, and only where an earlier epoch was
        better."""
        if self._taken_up or not self._weights or self._best_epoch == epoch:
            return False
        self._network.load_state_dict(self._weights)
        self._taken_up = True
        return True

    def reason(self, epoch: int) -> Sentence | None:
        """The sentence for people at the end. None where the training ended as planned."""
        best = sentences.BEST_TAKEN_UP(epoch=self._best_epoch) if self._taken_up else None
        if self.rule is None or not self.is_reached:
            return best
        early = STOPPED_EARLY[self._part](
            epoch=epoch,
            best_epoch=self._best_epoch,
            best_loss=self._best_loss,
            waited=self._waited,
        )
        return early if best is None else sentences.BOTH(first=early, second=best)

    def tensors(self) -> dict[str, Tensor]:
        """The best weights by param name."""
        return self._weights

    def facts(self) -> dict[str, Any]:
        """The rest of the state, as plain values."""
        return {
            "best_loss": self._best_loss,
            "best_epoch": self._best_epoch,
            "waited": self._waited,
            "taken_up": self._taken_up,
        }

    def restore(self, tensors: dict[str, Tensor], facts: dict[str, Any]) -> None:
        """Restores what ``tensors`` and ``facts`` returned."""
        self._best_loss, self._best_epoch = facts["best_loss"], facts["best_epoch"]
        self._waited, self._taken_up = facts["waited"], facts["taken_up"]
        self._weights = dict(tensors)
