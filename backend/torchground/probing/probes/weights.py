"""The weight matrices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from torchground.probing.probe import Probe, ProbeContext, ProbeError
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.matrix import MatrixFacts
from torchground.telemetry.reading import Reading, Tensor
from torchground.words import template

if TYPE_CHECKING:
    from torch import nn

NO_LAYER_NETWORK_WEIGHTS = template(
    "weights.no_layer_network_weights",
    "no layer of this network has weights",
)

PAGE = 128


class Weights(Probe):
    """The weights of every layer that learns: one row for each output, one column for each input.

    Small matrices are sent exactly. Of large ones, the first 128 rows and columns are sent, rounded. Biases are exact.
    """

    title = "Weights"
    group = "Weights"
    order = 1
    kinds: ClassVar[tuple[Kind, ...]] = (MatrixFacts,)

    type: Literal["weights"] = "weights"

    limit: int = Field(4096, ge=1, le=65_536)
    """A matrix with at most this many numbers is sent exactly."""

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading ``node.weight`` for each layer with a weight. A weight with more than two axes is reshaped to
        rows."""
        params = dict(context.network.named_weights())
        found = [name for name in params if name.endswith(".weight")]
        if not found:
            raise ProbeError(NO_LAYER_NETWORK_WEIGHTS())
        return [self._reading(name, params) for name in found]

    def _reading(self, name: str, params: dict[str, nn.Parameter]) -> Reading[MatrixFacts]:
        from torchground.probing.shared.pictures import exact, quantized, shown_of

        rows = params[name].detach().reshape(len(params[name]), -1)
        bias = params.get(name.removesuffix("weight") + "bias")
        tensors: dict[str, Tensor] = {}
        page = rows
        if rows.numel() <= self.limit:
            tensors["values"] = exact(rows)
        else:
            page = rows[:PAGE, :PAGE]
            tensors["values"] = quantized(page)
        if bias is not None:
            tensors["bias"] = exact(bias[: len(page)])
        facts = MatrixFacts(shape=list(params[name].shape), **shown_of(page.numel(), rows.numel()))
        return Reading(name, tensors, facts)
