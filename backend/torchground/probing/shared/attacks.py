"""Small changes of a sample that mislead a network. Imported only where probes measure."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

from torchground.probing.probe import ProbeContext
from torchground.probing.shared.asked_why import data_range, with_grad

PGD_STEPS = 10

# N samples


def noisy(context: ProbeContext, x: Tensor, y: Tensor, epsilon: float) -> Tensor:
    """Changes each number by +ε or −ε at random, the same in every measurement. As large as an attack, but without
    aim."""
    generator = torch.Generator().manual_seed(len(x))
    signs = torch.randint(0, 2, x.shape, generator=generator).to(x.device) * 2 - 1
    return _held(context, x + epsilon * signs)


def fgsm(context: ProbeContext, x: Tensor, y: Tensor, epsilon: float) -> Tensor:
    """The fast gradient sign method: each number moves by ε in the direction that increases the loss (Goodfellow et al.
    2014)."""
    return _held(context, x + epsilon * _gradient(context, x, y).sign())


def pgd(context: ProbeContext, x: Tensor, y: Tensor, epsilon: float) -> Tensor:
    """Projected gradient descent: ten steps of ε/4 along the sign of the gradient, kept within ε of the sample (Madry
    et al. 2017)."""
    changed = x
    for _ in range(PGD_STEPS):
        changed = changed + epsilon / 4 * _gradient(context, changed, y).sign()
        changed = _held(context, x + (changed - x).clamp(-epsilon, epsilon))
    return changed


ATTACKS: dict[str, Callable[[ProbeContext, Tensor, Tensor, float], Tensor]] = {
    "noise": noisy,
    "fgsm": fgsm,
    "pgd": pgd,
}


def _gradient(context: ProbeContext, x: Tensor, y: Tensor) -> Tensor:
    """The gradient of the loss with respect to each sample."""

    def work() -> Tensor:
        inputs = x.clone().detach().requires_grad_()
        outputs, targets = context.task.paired(context.network.forward(inputs), y.clone())
        (gradient,) = torch.autograd.grad(context.loss_each(outputs, targets).sum(), inputs)
        return gradient

    found: Tensor = with_grad(work)
    return found


def _held(context: ProbeContext, x: Tensor) -> Tensor:
    low, high = data_range(context)
    return x.clamp(low, high)
