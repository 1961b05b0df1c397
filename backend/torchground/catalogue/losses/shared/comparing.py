"""What losses share: targets as numbers, one number for each sample, and the mean over what is asked about.

Imports torch; losses import it where they are built.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from torchground.catalogue.bases.task import LossFunction

Compare = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]
"""Outputs and targets to one number for each sample: [n]."""

# n samples, C outputs or classes, K numbers of a sample in a row


def by_sample(compare: Compare) -> LossFunction:
    """Each sample's loss [n]; 0 for those whose class is -100."""

    def each(outputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        losses = compare(outputs, targets)
        return losses if is_numbers(targets) else losses * asked(targets, losses)

    return each


def mean_of(compare: Compare) -> LossFunction:
    """The mean over the batch, samples whose class is -100 left out."""

    def mean(outputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        losses = compare(outputs, targets)
        if is_numbers(targets):
            return losses.mean()
        weights = asked(targets, losses)
        return (losses * weights).sum() / weights.sum().clamp(min=1)

    return mean


def is_numbers(targets: torch.Tensor) -> bool:
    """Whether targets are numbers; else they are classes."""
    return targets.dtype.is_floating_point


def asked(targets: torch.Tensor, like: torch.Tensor) -> torch.Tensor:
    """1 for each sample whose class is asked about and 0 for -100: [n], as numbers like another tensor's."""
    return (targets >= 0).to(like.dtype)


def in_rows(outputs: torch.Tensor, targets: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Outputs and the numbers they should be, each [n, K]: a class becomes 1 for the true one and 0 for the others, or
    one number where one output speaks for two classes."""
    rows = outputs.flatten(1)
    if is_numbers(targets):
        return rows, targets.flatten(1)
    return rows, one_hot(rows, targets)


def one_hot(outputs_nC: torch.Tensor, targets_n: torch.Tensor) -> torch.Tensor:
    """Classes as numbers [n, C]: 1 for the true class; of a single output, the class itself. -100 stands as class 0."""
    classes = targets_n.clamp(min=0).unsqueeze(1)
    if outputs_nC.shape[1] == 1:
        return classes.to(outputs_nC.dtype)
    return torch.zeros_like(outputs_nC).scatter(1, classes, 1.0)


def true_ones(outputs_nC: torch.Tensor, targets_n: torch.Tensor) -> torch.Tensor:
    """The output of each sample's true class [n, 1]; of class 0 where it is -100."""
    return outputs_nC.gather(1, targets_n.clamp(min=0).unsqueeze(1))
