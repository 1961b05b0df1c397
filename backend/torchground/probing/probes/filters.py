"""The filters (kernels) of convolutions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from torchground.catalogue.layers.shared.convolving import Convolution
from torchground.probing.probe import Probe, ProbeContext, ProbeError
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.image import ImageFacts
from torchground.telemetry.reading import Reading
from torchground.words import template

if TYPE_CHECKING:
    from torch import Tensor

NETWORK_NO_CONVOLUTION_NO = template(
    "filters.network_no_convolution_no",
    "this network has no convolution, so there are no filters",
)

MAX_OUT, MAX_IMAGES = 32, 256


class Filters(Probe):
    """The filters of each convolution as small pictures: one for each pair of output and input channel.

    For a convolution along steps, there is one picture for each filter: a row for each input feature, a column for each
    step.
    """

    title = "Filters"
    group = "Pictures"
    order = 1
    kinds: ClassVar[tuple[Kind, ...]] = (ImageFacts,)

    type: Literal["filters"] = "filters"

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading for each convolution [out · in, height, width], exact float32. Input channels vary fastest."""
        from torchground.probing.shared.pictures import exact, shown_of

        params = dict(context.network.named_weights())
        readings = []
        for node in context.project.nodes:
            if not isinstance(node.layer, Convolution):
                continue
            weight = params[f"{node.id}.weight"].detach()
            weight_OIHW = _laid_out(weight, node.layer.type)
            num_out, num_in, height, width = weight_OIHW.shape
            shown_out = min(num_out, MAX_OUT)
            shown_in = min(num_in, max(1, MAX_IMAGES // shown_out))
            images = exact(weight_OIHW[:shown_out, :shown_in].reshape(-1, height, width))
            facts = ImageFacts(
                out_channels=num_out,
                in_channels=num_in,
                shown_out=shown_out,
                shown_in=shown_in,
                **shown_of(shown_out * shown_in, num_out * num_in),
            )
            readings.append(Reading(node.id, {"values": images}, facts))
        if not readings:
            raise ProbeError(NETWORK_NO_CONVOLUTION_NO())
        return readings


def _laid_out(weight: Tensor, type_id: str) -> Tensor:
    """The weights as [out, in, height, width]."""
    if weight.ndim == 3:
        return weight[:, None]
    return weight.transpose(0, 1) if type_id == "conv_transpose2d" else weight
