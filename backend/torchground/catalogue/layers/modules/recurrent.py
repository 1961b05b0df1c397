"""torch's recurrent layers with one tensor as input and one as output, and with access to their gates. Imported only
where networks are built.

The gates are computed again from the weights, step by step after the formulas. They agree with the results of torch's
fused kernels.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeAlias

import torch
from torch import Tensor, nn
from torch.nn import functional

Returns: TypeAlias = Literal["sequence", "last"]
Gates: TypeAlias = dict[str, Tensor]
Weights: TypeAlias = tuple[Tensor, Tensor, Tensor | None, Tensor | None]
Scan: TypeAlias = Callable[[Tensor, Tensor, Tensor | None, Tensor | None], Gates]

# N samples, T steps, C features in, U hidden units, D directions (1 or 2)


class _Recurrent(nn.RNNBase):
    """The code that RNN, LSTM and GRU share."""

    returns: Returns

    def forward(self, x_NTC: Tensor) -> Tensor:
        """The hidden state at every step [N, T, D·U], or after the last one [N, D·U]. With two directions, the last
        state of each direction is the one after its own last step."""
        outputs, hidden = super().forward(x_NTC)
        if self.returns == "sequence":
            found: Tensor = outputs
            return found
        last: Tensor = hidden[0] if isinstance(hidden, tuple) else hidden
        if not self.bidirectional:
            return last[-1]
        return torch.cat([last[-2], last[-1]], dim=1)

    def gates(self, x_TC: Tensor, layer: int = -1) -> Gates:
        """Every gate and state of one sample by name, each [T, D·U]. ``h`` is the output of the layer.

        ``layer`` picks one of several stacked layers. Dropout between layers is left out, as in eval mode.
        """
        found: Gates = {}
        for index in range(layer % self.num_layers + 1):
            found = self._both_ways(x_TC, index)
            x_TC = found["h"]
        return found

    def cell(self, x_TC: Tensor, weights: Weights) -> Gates:
        """The gates of one layer in one direction, each [T, U]."""
        raise NotImplementedError

    def weights_of(self, layer: int, *, reverse: bool = False) -> Weights:
        """W_ih, W_hh, b_ih and b_hh of one layer in one direction."""
        end = f"_l{layer}{'_reverse' if reverse else ''}"
        found: list[Any] = [getattr(self, f"weight_{part}{end}") for part in ("ih", "hh")]
        found += [getattr(self, f"bias_{part}{end}", None) for part in ("ih", "hh")]
        return found[0], found[1], found[2], found[3]

    def _both_ways(self, x_TC: Tensor, layer: int) -> Gates:
        forth = self.cell(x_TC, self.weights_of(layer))
        if not self.bidirectional:
            return forth
        back = self.cell(x_TC.flip(0), self.weights_of(layer, reverse=True))
        return {name: torch.cat([forth[name], back[name].flip(0)], dim=1) for name in forth}


class RNN(_Recurrent, nn.RNN):  # type: ignore[misc]
    """``h = tanh(W_ih x + b_ih + W_hh h + b_hh)``."""

    def cell(self, x_TC: Tensor, weights: Weights) -> Gates:
        w_ih, w_hh, b_ih, b_hh = weights
        squash = torch.relu if self.nonlinearity == "relu" else torch.tanh
        h = x_TC.new_zeros(self.hidden_size)
        states: list[Tensor] = []
        for given in functional.linear(x_TC, w_ih, b_ih):
            h = squash(given + functional.linear(h, w_hh, b_hh))
            states.append(h)
        return {"h": torch.stack(states)}


class LSTM(_Recurrent, nn.LSTM):  # type: ignore[misc]
    """``c = f·c + i·g``, ``h = o·tanh(c)`` with gates i, f, o and candidate g."""

    def cell(self, x_TC: Tensor, weights: Weights) -> Gates:
        w_ih, w_hh, b_ih, b_hh = weights
        h = c = x_TC.new_zeros(self.hidden_size)
        steps: list[tuple[Tensor, ...]] = []
        for given in functional.linear(x_TC, w_ih, b_ih):
            i, f, g, o = (given + functional.linear(h, w_hh, b_hh)).chunk(4)
            i, f, g, o = i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()
            c = f * c + i * g
            h = o * c.tanh()
            steps.append((i, f, g, o, c, h))
        return _by_name(("i", "f", "g", "o", "c", "h"), steps)


class GRU(_Recurrent, nn.GRU):  # type: ignore[misc]
    """``h = (1 − z)·n + z·h`` with gates r, z and candidate n."""

    def cell(self, x_TC: Tensor, weights: Weights) -> Gates:
        w_ih, w_hh, b_ih, b_hh = weights
        h = x_TC.new_zeros(self.hidden_size)
        steps: list[tuple[Tensor, ...]] = []
        for given in functional.linear(x_TC, w_ih, b_ih):
            given_r, given_z, given_n = given.chunk(3)
            own_r, own_z, own_n = functional.linear(h, w_hh, b_hh).chunk(3)
            r, z = (given_r + own_r).sigmoid(), (given_z + own_z).sigmoid()
            n = (given_n + r * own_n).tanh()
            h = (1 - z) * n + z * h
            steps.append((r, z, n, h))
        return _by_name(("r", "z", "n", "h"), steps)


def _by_name(names: tuple[str, ...], steps: list[tuple[Tensor, ...]]) -> Gates:
    return {name: torch.stack([step[place] for step in steps]) for place, name in enumerate(names)}
