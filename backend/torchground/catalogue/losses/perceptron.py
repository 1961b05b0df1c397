"""Rosenblatt's perceptron rule, written as a loss."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from torchground.catalogue.bases.task import Loss

if TYPE_CHECKING:
    import torch

    from torchground.catalogue.bases.task import LossFunction


class Perceptron(Loss):
    """Learns from mistakes only. A sample with a right answer changes nothing; a sample with a wrong answer pulls the
    border towards itself.

    With SGD, a learning rate of 1, batches of 1 and weights that start at zero this is Rosenblatt's perceptron of 1958.
    If a straight border exists, it finds one in a limited number of steps; if none exists, it never stops changing.
    """

    title = "Perceptron"
    aliases = ("Perceptron loss",)
    order = 11
    formula = "L = (ŷ − t)·y,  ŷ = [y > 0]"
    source = "F. Rosenblatt, The Perceptron (1958)"
    fits = ("classes",)
    counts_mistakes = True

    type: Literal["perceptron"] = "perceptron"

    def num_outputs(self, num_classes: int) -> int:
        return 1 if num_classes == 2 else num_classes

    def build(self, num_outputs: int) -> LossFunction:
        from torchground.catalogue.losses.shared.comparing import mean_of

        return mean_of(_compare)

    def each(self, num_outputs: int) -> LossFunction:
        from torchground.catalogue.losses.shared.comparing import by_sample

        return by_sample(_compare)

    def mistakes(self, outputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        told = outputs.argmax(dim=1) if outputs.shape[1] > 1 else (outputs[:, 0] > 0)
        return ((told != targets) & (targets >= 0)).sum()


def _compare(outputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    """How far the outputs are on the wrong side: the single output, or the largest output minus that of the true
    class."""
    from torchground.catalogue.losses.shared.comparing import one_hot, true_ones

    if outputs.shape[1] > 1:
        told = outputs.gather(1, outputs.argmax(dim=1, keepdim=True))
        return (told - true_ones(outputs, targets))[:, 0]
    told = (outputs > 0).to(outputs.dtype)
    return ((told - one_hot(outputs, targets)) * outputs)[:, 0]
