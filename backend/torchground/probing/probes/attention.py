"""The attention weights of each head."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from torchground.probing.probe import ProbeContext, SampleProbe, nodes_with
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.attention import AttentionFacts
from torchground.telemetry.offers import Offer
from torchground.telemetry.reading import Reading

if TYPE_CHECKING:
    from torch import Tensor

    from torchground.network.spec import Project

ATTENDING = ("multihead_attention", "transformer_encoder_layer")
MAX_NUMBERS = 200_000
"""The most attention weights of one layer that are sent."""


class Attention(SampleProbe):
    """How much each step of a sample attends to each other step, in one picture for each head. A row is the step that
    attends, a column is the step it attends to, and each row adds up to 1.

    At first every head attends to all steps equally. Watch how patterns appear: the step before, the same letter, the
    subject of the sentence.
    """

    title = "Attention"
    group = "Transformer"
    order = 1
    formula = "softmax(QKᵀ / √d)"
    source = "B. Hoover et al., exBERT (2019), arxiv.org/abs/1910.05276"
    kinds: ClassVar[tuple[Kind, ...]] = (AttentionFacts,)

    type: Literal["attention"] = "attention"

    node: str | None = Field(None, max_length=40)
    """The layer's node id. null shows all layers with attention."""

    @classmethod
    def offers(cls, project: Project) -> Sequence[Offer]:
        return [
            Offer(
                probe={"type": "attention", "node": node},
                title=cls.title,
                place="node",
                node=node,
                order=4,
            )
            for node in nodes_with(project, *ATTENDING)
        ]

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading for each layer: values [heads, queries, keys]. A few numbers are exact; more are int8 with a
        scale for each head. Of long sequences the last steps are sent, of many heads the first heads."""
        from torchground.probing.shared.pictures import exact, picked, quantized, shown_of
        from torchground.probing.shared.steps import (
            EXACT_NUMBERS,
            chosen_nodes,
            into,
            module_of,
            sample_facts,
            step_names,
        )

        nodes = chosen_nodes(context, self.node, ATTENDING, "layer with attention")
        x, _ = picked(context, self)
        outputs = context.network.outputs(x)
        found = []
        for node in nodes:
            parts = module_of(context, node).parts(into(context, node, outputs)[0])
            page, steps = _page(parts["weights"])
            facts = AttentionFacts(
                tokens=_names(step_names(context, x), page.shape[2], steps),
                causal=not bool(parts["mask"].all()),
                steps=[page.shape[2], steps],
                **sample_facts(self),
                **shown_of(len(page), len(parts["weights"])),
            )
            few = page.numel() <= EXACT_NUMBERS
            sent = exact(page) if few else quantized(page, per_slice=True)
            found.append(Reading(node.id, {"values": sent}, facts))
        return found


def _page(weights_HTT: Tensor) -> tuple[Tensor, int]:
    """The weights that are sent (the first heads, the last steps), and how many steps there are in all."""
    heads, steps = len(weights_HTT), weights_HTT.shape[1]
    kept = min(steps, int(MAX_NUMBERS**0.5))
    shown = max(1, min(heads, MAX_NUMBERS // kept**2))
    return weights_HTT[:shown, -kept:, -kept:], steps


def _names(tokens: list[str] | None, kept: int, steps: int) -> list[str]:
    """A name for each step that is sent: its token, or its number where not every step has a token."""
    names = tokens or [str(step) for step in range(steps)]
    return names[-kept:] if len(names) == steps else [str(step) for step in range(kept)]
