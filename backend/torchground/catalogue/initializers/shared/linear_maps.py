"""Find the matrices and kernels of a layer that initializers draw. Imports torch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import nn
from torch.nn.modules.conv import _ConvNd

GATES = {"LSTM": 4, "GRU": 3, "RNN_TANH": 1, "RNN_RELU": 1}
"""How many matrices torch's recurrent layers stack in one param."""

MAPPING = (nn.Linear, _ConvNd, nn.RNNBase, nn.MultiheadAttention)
"""The modules whose weights are such matrices or kernels."""


@dataclass(frozen=True)
class Map:
    """One matrix (or kernel) [outputs, inputs, ...]. It is a view of its param, so that it can be changed in place."""

    name: str
    """The name of the param in its module: ``weight``, ``weight_hh_l0`` …"""
    weight: torch.Tensor

    @property
    def is_recurrent(self) -> bool:
        """Whether it multiplies the state of the step before."""
        return self.name.startswith("weight_hh")


def maps(layer: nn.Module) -> Iterator[Map]:
    """Every matrix and kernel of a layer. Stacked ones (gates; queries, keys and values) are given one by one.

    Embeddings, positions, normalizations and biases are left out.
    """
    for module in layer.modules():
        for name, param in _own_params(module):
            if "weight" in name:
                for part in param.detach().chunk(_num_stacked(module, name)):
                    yield Map(name, part)


def biases(layer: nn.Module) -> Iterator[torch.Tensor]:
    """Every bias of the modules that have such matrices."""
    for module in layer.modules():
        yield from (param.detach() for name, param in _own_params(module) if "bias" in name)


def _own_params(module: nn.Module) -> list[tuple[str, nn.Parameter]]:
    """The params of the module itself, without its submodules. Empty for modules that are not in ``MAPPING``."""
    return list(module.named_parameters(recurse=False)) if isinstance(module, MAPPING) else []


def _num_stacked(module: nn.Module, name: str) -> int:
    if isinstance(module, nn.RNNBase):
        return GATES.get(module.mode, 1)
    return 3 if name == "in_proj_weight" else 1
