"""The derivative of an activation, and where it is so small that hardly any gradient passes. Imports torch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor

if TYPE_CHECKING:
    from torchground.probing.probe import ProbeContext

FLAT = 0.01
"""Where the derivative is smaller than this, hardly any gradient passes."""


def with_derivative(context: ProbeContext, node: str, x: Tensor) -> tuple[Tensor, Tensor]:
    """The activation's outputs and its derivatives at ``x``."""
    with torch.inference_mode(False), torch.enable_grad():
        inputs = x.clone().requires_grad_()
        y = context.network.layers[node](inputs)
        (derivative,) = torch.autograd.grad(y.sum(), inputs)
    return y.detach(), derivative
