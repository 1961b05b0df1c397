"""Turn targets into numbers, and combine the losses of samples into a mean.

Imports torch. Losses import this module when they are built.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from torchground.catalogue.bases.task import LossFunction

Compare = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]
"""A function of outputs and targets that gives one number for each sample [n]."""

# n samples, C outputs or classes, K numbers of a sample in a row


def by_sample(compare: Compare) -> LossFunction:
    """The loss of each sample [n]. It is 0 for samples whose class is -100."""

    def each(outputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        losses = compare(outputs, targets)
        return losses if is_numbers(targets) else losses * asked(targets, losses)

    return each


def mean_of(compare: Compare) -> LossFunction:
    """The mean of the loss over the batch. Samples whose class is -100 are left out."""

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
    """1 for each sample with a class and 0 for those with -100: [n], with the dtype of ``like``."""
    return (targets >= 0).to(like.dtype)


def in_rows(outputs: torch.Tensor, targets: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Outputs and their target values, each [n, K]. A class becomes 1 for the true class and 0 for the others, or a
    single number if one output stands for two classes."""
    rows = outputs.flatten(1)
    if is_numbers(targets):
        return rows, targets.flatten(1)
    return rows, one_hot(rows, targets)


def one_hot(outputs_nC: torch.Tensor, targets_n: torch.Tensor) -> torch.Tensor:
    """Classes as numbers [n, C]: 1 for the true class and 0 for the others. With a single output it is the class
    itself. -100 counts as class 0."""
    classes = targets_n.clamp(min=0).unsqueeze(1)
    if outputs_nC.shape[1] == 1:
        return classes.to(outputs_nC.dtype)
    return torch.zeros_like(outputs_nC).scatter(1, classes, 1.0)


def true_ones(outputs_nC: torch.Tensor, targets_n: torch.Tensor) -> torch.Tensor:
    """The output of each sample's true class [n, 1]. For -100 it is that of class 0."""
    return outputs_nC.gather(1, targets_n.clamp(min=0).unsqueeze(1))
