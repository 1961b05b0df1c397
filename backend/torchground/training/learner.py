"""Some params and their optimizer: its live settings, its current learning rate, and its state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import torch
from torch import Tensor, nn

from torchground.catalogue.bases.task import Optimizer

TENSOR = "tensor"
"""Replaces a tensor in a list of plain values. The tensor itself is stored separately."""
SHARED = "*"
"""The owner of optimizer state that belongs to all params together (L-BFGS). No param has this name."""
ORDER = f"{SHARED}.params"
"""The key for the names of these params, in the order in which the shared vectors have them."""


class Learner:
    """An optimizer and its params. The learning rate of a step is the optimizer's own rate times the schedule's
    factor."""

    def __init__(self, entry: Optimizer, named: Sequence[tuple[str, nn.Parameter]]) -> None:
        self.names = [name for name, _ in named]
        self.params = [param for _, param in named]
        self.closure = entry.closure
        self.owners = [SHARED] if entry.closure else self.names
        """The owner of each entry in torch's optimizer state, by index."""
        self.optimizer = self._built(entry)
        self._rates = self._own_rates()

    @property
    def learning_rate(self) -> float:
        """The optimizer's own learning rate, before the schedule."""
        return self._rates[0]

    def follow(self, factor: float) -> None:
        """Sets the learning rate of the next step to the optimizer's own rate times ``factor``."""
        for group, rate in zip(self.optimizer.param_groups, self._rates, strict=True):
            group["lr"] = rate * factor

    def retune(self, entry: Optimizer) -> None:
        """Takes other settings for the same kind of optimizer. The optimizer state stays."""
        wanted = self._built(entry)
        for group, new in zip(self.optimizer.param_groups, wanted.param_groups, strict=True):
            group.update({name: value for name, value in new.items() if name != "params"})
        self._rates = self._own_rates()

    def memory(self, named: Mapping[str, nn.Parameter]) -> dict[str, dict[str, Tensor]]:
        """A copy of the optimizer state with the shape of its param, by param name."""
        found: dict[str, dict[str, Tensor]] = {}
        for name, param in named.items():
            state = self.optimizer.state.get(param) or {}
            found[name] = {
                key: value.detach().clone()
                for key, value in state.items()
                if isinstance(value, Tensor) and value.shape == param.shape
            }
        return found

    def remembered(self) -> tuple[dict[str, Tensor], dict[str, Any]]:
        """The whole optimizer state as tensors and plain JSON values, by ``<param>.<state>``: ``h1.weight.exp_avg``.

        A list of tensors becomes ``<param>.<state>[0]`` and so on. State of all params together has the owner ``*``,
        and ``*.params`` has their names.
        """
        tensors: dict[str, Tensor] = {}
        plain: dict[str, Any] = {}
        for index, state in self.optimizer.state_dict()["state"].items():
            for name, value in state.items():
                _take_apart(f"{self.owners[index]}.{name}", value, tensors, plain)
        if plain and self.closure:
            plain[ORDER] = self.names
        return tensors, plain

    def remember(self, tensors: Mapping[str, Tensor], plain: Mapping[str, Any]) -> None:
        """Restores what ``remembered`` returned. Raises ``ValueError`` where it belongs to other params."""
        if plain.get(ORDER, self.names) != self.names:
            raise ValueError("the optimizer's memory is of other params than the network has")
        indices = {owner: index for index, owner in enumerate(self.owners)}
        states: dict[int, dict[str, Any]] = {}
        whole = {key: value for key, value in tensors.items() if not key.endswith("]")}
        for key, value in {**whole, **plain}.items():
            if key == ORDER:
                continue
            owner, _, name = key.rpartition(".")
            if owner not in indices:
                raise ValueError(
                    f"the optimizer remembers {owner}, which the network does not have"
                )
            states.setdefault(indices[owner], {})[name] = _put_together(key, value, tensors)
        groups = self.optimizer.state_dict()["param_groups"]
        self.optimizer.load_state_dict({"state": states, "param_groups": groups})

    def _built(self, entry: Optimizer) -> torch.optim.Optimizer:
        """Builds the torch optimizer. Where all params are frozen, it gets a dummy param."""
        return entry.build(self.params or [nn.Parameter(torch.zeros(()))])

    def _own_rates(self) -> list[float]:
        return [float(group["lr"]) for group in self.optimizer.param_groups]


def _take_apart(key: str, value: Any, tensors: dict[str, Tensor], plain: dict[str, Any]) -> None:
    if isinstance(value, Tensor):
        tensors[key] = value
    elif isinstance(value, (list, tuple)):
        for place, part in enumerate(value):
            if isinstance(part, Tensor):
                tensors[f"{key}[{place}]"] = part
        plain[key] = [TENSOR if isinstance(part, Tensor) else part for part in value]
    else:
        plain[key] = value


def _put_together(key: str, value: Any, tensors: Mapping[str, Tensor]) -> Any:
    """A stored value as the optimizer keeps it. Tensors are copied."""
    if isinstance(value, Tensor):
        return value.clone()
    if isinstance(value, list):
        return [
            tensors[f"{key}[{place}]"].clone() if part == TENSOR else part
            for place, part in enumerate(value)
        ]
    return value
