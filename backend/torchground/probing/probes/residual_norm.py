"""The norm of the residual stream after each block."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from torchground.catalogue.bases.entry import ui
from torchground.probing.probe import Probe, ProbeContext, ProbeError, nodes_with
from torchground.probing.probes.attention import ATTENDING
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.bars import BarsFacts
from torchground.telemetry.offers import Offer
from torchground.telemetry.reading import Reading
from torchground.words import template

if TYPE_CHECKING:
    from torchground.network.spec import Node, Project

NO_RESIDUAL_STREAM_FLOWS = template(
    "residual_norm.no_residual_stream_flows",
    "no residual stream flows here: there is no transformer block and no Add",
)

STREAM = ("embedding", "positional_encoding", "add", "transformer_encoder_layer")


class ResidualNorm(Probe):
    """The norm of the residual stream of a transformer after the embedding, the positions, and every block or sum.

    Each block adds its result to the stream, so the norm grows. Where one bar equals the bar before it, the block
    between them adds almost nothing.
    """

    title = "Residual stream"
    group = "Transformer"
    order = 3
    formula = "mean over samples and steps of |xₜ|"
    source = "K. He et al., Deep Residual Learning for Image Recognition (2015), arxiv.org/abs/1512.03385"
    kinds: ClassVar[tuple[Kind, ...]] = (BarsFacts,)

    type: Literal["residual_norm"] = "residual_norm"

    num_samples: int = Field(32, ge=1, le=256, json_schema_extra=ui(high=64))
    """How many test samples, from the first on."""

    @classmethod
    def offers(cls, project: Project) -> Sequence[Offer]:
        if not nodes_with(project, *ATTENDING):
            return ()
        return [Offer(probe={"type": "residual_norm"}, title=cls.title, place="inside", order=30)]

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading: values [1, nodes] float32, in the order of the forward pass."""
        import torch

        from torchground.probing.shared.pictures import exact

        nodes = _stream(context)
        if not nodes:
            raise ProbeError(NO_RESIDUAL_STREAM_FLOWS())
        outputs = context.network.outputs(context.test_x[: self.num_samples])
        norms = torch.stack([outputs[node.id].norm(dim=2).mean() for node in nodes])
        facts = BarsFacts(
            series=["length"],
            names=[node.id for node in nodes],
        )
        return [Reading("", {"values": exact(norms[None])}, facts)]


def _stream(context: ProbeContext) -> list[Node]:
    """The nodes whose outputs are the residual stream: they give sequences of numbers. Empty where no block and no sum
    is among them."""
    found = [n for n in context.project.nodes if n.layer.type in STREAM and len(n.shape) == 2]
    blocks = [n for n in found if n.layer.type in ("add", "transformer_encoder_layer")]
    return found if blocks else []
