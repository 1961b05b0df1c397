"""Chrono initialization: biases that let gates remember for a chosen number of steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.catalogue.bases.initializer import Initializer

if TYPE_CHECKING:
    import torch
    from torch import nn

FORGET, INPUT, UPDATE = 1, 0, 1
"""The position of these gates among those of a torch LSTM (i, f, g, o) and GRU (r, z, n)."""


class Chrono(Initializer):
    """For LSTM and GRU: sets the biases of the gates that keep the memory, so that at the start the units forget at
    different speeds, the slowest over T steps. With default biases a gate is half open, and after a few steps nothing
    is left of the first inputs, so there is nothing to learn from.

    Weights and all other layers keep their defaults.
    """

    title = "Chrono (LSTM, GRU)"
    order = 10
    formula = "b_f = ln U(1, T − 1),  b_i = −b_f"
    source = "C. Tallec, Y. Ollivier, Can Recurrent Neural Networks Warp Time? (2018), arxiv.org/abs/1804.11188"

    type: Literal["chrono"] = "chrono"

    max_steps: int = Field(60, ge=3, le=100_000, json_schema_extra=ui(high=500))
    """The number of steps that the network should be able to remember (T)."""

    def fill(self, module: nn.Module) -> None:
        """In a GRU, the update gate z keeps the old state when it is open: h = (1 − z)·n + z·h. So it gets the values
        of an LSTM's forget gate."""
        import torch
        from torch import nn

        with torch.no_grad():
            for part in module.modules():
                if isinstance(part, nn.LSTM):
                    for own, other in _biases(part):
                        kept = self._drawn(part.hidden_size, own)
                        _set(own, other, FORGET, kept)
                        _set(own, other, INPUT, -kept)
                elif isinstance(part, nn.GRU):
                    for own, other in _biases(part):
                        _set(own, other, UPDATE, self._drawn(part.hidden_size, own))

    def _drawn(self, size: int, like: torch.Tensor) -> torch.Tensor:
        """Draw ln U(1, T − 1) for each unit [size]."""
        return like.new_empty(size).uniform_(1.0, self.max_steps - 1.0).log()


def _biases(layer: nn.RNNBase) -> list[tuple[torch.Tensor, torch.Tensor]]:
    """The two biases of each layer and direction, which torch adds up. Empty if the layer has no biases."""
    named = dict(layer.named_parameters(recurse=False))
    return [
        (param, named[name.replace("bias_hh", "bias_ih")])
        for name, param in named.items()
        if name.startswith("bias_hh")
    ]


def _set(own: torch.Tensor, other: torch.Tensor, gate: int, values: torch.Tensor) -> None:
    """Set the bias of a gate. ``other`` gets all of it and ``own`` gets 0, because torch adds the two."""
    part = slice(gate * len(values), (gate + 1) * len(values))
    other[part] = values
    own[part] = 0
