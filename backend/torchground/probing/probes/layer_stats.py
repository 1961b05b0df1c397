"""The size of weights, gradients and activations of each layer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal, TypedDict

from torchground.probing.probe import Probe, ProbeContext
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.scalar import ScalarFacts
from torchground.telemetry.reading import Reading

if TYPE_CHECKING:
    from torch import Tensor

NUM_SAMPLES = 256


class LayerStats(Probe):
    """The size of the weights, gradients and activations of each layer. Gradients that become smaller from layer to
    layer vanish, and activations that are all equal carry no information."""

    title = "Layer statistics"
    group = "Weights"
    order = 3
    kinds: ClassVar[tuple[Kind, ...]] = (ScalarFacts,)

    type: Literal["layer_stats"] = "layer_stats"

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading for each node: the standard deviation of its outputs over the first 256 test samples.

        Its facts are ``activation_mean``, ``activation_std`` and, where the node learns, ``weight_norm``,
        ``gradient_norm`` of the last batch and ``gradient_to_weight``, the mean |gradient| divided by the mean
        |weight|.
        """
        from torchground.probing.shared.pictures import exact

        params: dict[str, list[tuple[Tensor, Tensor | None]]] = {}
        for name, param in context.network.named_weights():
            gradient = context.gradients.get(name)
            params.setdefault(name.partition(".")[0], []).append((param.detach(), gradient))
        readings = []
        for node, values in context.network.outputs(context.test_x[:NUM_SAMPLES]).items():
            if not values.is_floating_point():
                continue  # tokens are symbols, not quantities
            spread = values.std(correction=0)
            facts = ScalarFacts(
                activation_mean=values.mean().item(),
                activation_std=spread.item(),
                **_sizes(params.get(node, [])),
            )
            readings.append(Reading(node, {"values": exact(spread)}, facts))
        return readings


class Sizes(TypedDict, total=False):
    """The facts of a layer that learns."""

    weight_norm: float
    gradient_norm: float
    gradient_to_weight: float


def _sizes(params: list[tuple[Tensor, Tensor | None]]) -> Sizes:
    """The sizes of the params [of any shape] and of their gradients. Empty for a layer without params."""
    import torch

    if not params:
        return {}
    weights = torch.cat([param.flatten() for param, _ in params])
    sizes: Sizes = {"weight_norm": weights.norm().item()}
    gradients = [gradient.flatten() for _, gradient in params if gradient is not None]
    if len(gradients) == len(params):
        gradient = torch.cat(gradients)
        sizes["gradient_norm"] = gradient.norm().item()
        mean_weight = weights.abs().mean().item()
        if mean_weight > 0:
            sizes["gradient_to_weight"] = gradient.abs().mean().item() / mean_weight
    return sizes
