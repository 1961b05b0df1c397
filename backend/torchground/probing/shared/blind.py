"""The loss of the best answer that is the same for every sample. A network that is not better has learned nothing.
Imports torch."""

from __future__ import annotations

import math
from collections.abc import Iterator

import torch
from torch import Tensor

from torchground.catalogue.bases.task import Squash
from torchground.probing.probe import ProbeContext

SMALLEST = 1e-6
"""The smallest probability in a blind answer, so that no logit is infinite."""

# N samples, C outputs


def blind_loss(context: ProbeContext, outputs: Tensor, targets: Tensor) -> float | None:
    """The loss of the best constant answer for these samples, by the run's own loss.

    Classes: how often each class occurs. Numbers: the mean or the median of the targets, whichever is better. None for
    a task without targets, and for a loss over classes whose outputs are no logits.
    """
    outputs_NC, targets_N = context.task.paired(outputs, targets)
    losses = []
    for answer_C in _answers(context.task.asks, context.squash, outputs_NC, targets_N):
        same_NC = answer_C.to(outputs_NC).expand_as(outputs_NC)
        loss = float(context.loss(same_NC, targets_N))
        if math.isfinite(loss):
            losses.append(loss)
    return min(losses, default=None)


def _answers(asks: str, squash: Squash, outputs_NC: Tensor, targets_N: Tensor) -> Iterator[Tensor]:
    """Answers [C] that do not depend on the sample, as outputs of the network."""
    if asks == "classes" and squash != "none":
        yield _logits_of_classes(squash, outputs_NC.shape[1], targets_N)
    elif asks == "numbers" and targets_N.shape == outputs_NC.shape:
        for answer_C in (targets_N.mean(dim=0), targets_N.median(dim=0).values):
            yield torch.logit(answer_C, eps=SMALLEST) if squash == "sigmoid" else answer_C


def _logits_of_classes(squash: Squash, num_outputs: int, targets_N: Tensor) -> Tensor:
    asked = targets_N[targets_N >= 0].to(torch.int64)
    counts = torch.bincount(asked, minlength=max(2, num_outputs))
    shares = (counts.double() / max(1, len(asked))).clamp_min(SMALLEST)
    if squash == "softmax":
        return shares.log()
    return torch.logit(shares[1:2] if num_outputs == 1 else shares, eps=SMALLEST)
