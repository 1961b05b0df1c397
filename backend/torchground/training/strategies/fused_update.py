"""An optimizer's update as one call of its fused kernel, with the same arguments as the optimizer itself uses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import torch
from torch import Tensor, nn

Update: TypeAlias = Callable[[Sequence[Tensor]], None]
"""Takes the gradients of the params, in order."""


def direct_update(
    optimizer: torch.optim.Optimizer, params: Sequence[nn.Parameter]
) -> Update | None:
    """The update with the optimizer's current settings and state. None where there is no fused kernel.

    It must be made again when the settings change or the state is replaced. The learning rate is read at every step,
    because a schedule changes it.
    """
    states = [optimizer.state.get(param) for param in params]
    (group,) = optimizer.param_groups
    if not group.get("fused"):
        return None
    if isinstance(optimizer, torch.optim.Adam) and all(states):
        return _adam(group, list(params), states)
    if isinstance(optimizer, torch.optim.SGD):
        return _sgd(group, list(params), states)
    return None


def _adam(group: dict[str, Any], params: list[Any], states: list[Any]) -> Update:
    """Adam and AdamW: in torch, AdamW is a subclass of Adam."""
    kernel: Callable[..., None] = torch._fused_adam_
    if group["decoupled_weight_decay"]:
        kernel = torch._fused_adamw_
    means = [state["exp_avg"] for state in states]
    squares = [state["exp_avg_sq"] for state in states]
    largest = [state["max_exp_avg_sq"] for state in states] if group["amsgrad"] else []
    steps = [state["step"] for state in states]
    settings = {name: group[name] for name in ("weight_decay", "eps", "amsgrad", "maximize")}
    settings["beta1"], settings["beta2"] = group["betas"]

    def update(gradients: Sequence[Tensor]) -> None:
        torch._foreach_add_(steps, 1)
        kernel(params, gradients, means, squares, largest, steps, lr=group["lr"], **settings)

    return update


def _sgd(group: dict[str, Any], params: list[Any], states: list[Any]) -> Update | None:
    """SGD. With momentum, only after the momentum buffers exist."""
    names = ("weight_decay", "momentum", "dampening", "nesterov", "maximize")
    settings = {name: group[name] for name in names}
    memory: list[Any] = []
    if group["momentum"]:
        memory = [(state or {}).get("momentum_buffer") for state in states]
        if any(buffer is None for buffer in memory):
            return None
    kernel: Callable[..., None] = torch._fused_sgd_

    def update(gradients: Sequence[Tensor]) -> None:
        kernel(params, gradients, memory, lr=group["lr"], is_first_step=False, **settings)

    return update
