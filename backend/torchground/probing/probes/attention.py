"""Where attention looks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import Field

from torchground.probing.probe import Look, SampleProbe, nodes_with
from torchground.telemetry.kinds import Kind, Reading
from torchground.telemetry.offers import Offer

if TYPE_CHECKING:
    from torch import Tensor

    from torchground.network.spec import Project

ATTENDING = ("multihead_attention", "transformer_encoder_layer")
MAX_NUMBERS = 200_000
"""The most attention weights of one layer that are sent."""


class Attention(SampleProbe):
    """How much each step of a sample looks at each other step, one picture for each head: a row is the step that asks,
    a column the step that is looked at, and each row adds up to 1.

    At first every head looks everywhere alike. Watch how patterns appear: the step before, the same letter, the subject
    of the sentence.
    """

    title = "Attention"
    group = "Transformer"
    order = 1
    formula = "softmax(QKᵀ / √d)"
    source = "B. Hoover et al., exBERT (2019), arxiv.org/abs/1910.05276"
    kinds: ClassVar[tuple[Kind, ...]] = ("attention",)

    type: Literal["attention"] = "attention"

    node: str | None = Field(None, max_length=40)
    """Which layer; null shows all that attend."""

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

    def measure(self, look: Look) -> Sequence[Reading]:
        """One reading for each layer: values [heads, queries, keys], exact where they are few, else int8 with a scale
        for each head; of long sequences the last steps, of many heads the first."""
        from torchground.probing.shared.pictures import picked
        from torchground.probing.shared.steps import (
            chosen_nodes,
            into,
            module_of,
            sample_facts,
            step_names,
        )

        nodes = chosen_nodes(look, self.node, ATTENDING, "layer with attention")
        x, _ = picked(look, self)
        outputs = look.network.outputs(x)
        found = []
        for node in nodes:
            parts = module_of(look, node).parts(into(look, node, outputs)[0])
            facts = {
                "tokens": step_names(look, x),
                "causal": not bool(parts["mask"].all()),
                **sample_facts(self),
            }
            found.append(_reading(node.id, parts["weights"], facts))
        return found


def _reading(path: str, weights_HTT: Tensor, facts: dict[str, Any]) -> Reading:
    from torchground.probing.shared.pictures import exact, quantized, shown_of
    from torchground.probing.shared.steps import EXACT_NUMBERS

    heads, steps = len(weights_HTT), weights_HTT.shape[1]
    kept = min(steps, int(MAX_NUMBERS**0.5))
    shown = max(1, min(heads, MAX_NUMBERS // kept**2))
    page = weights_HTT[:shown, -kept:, -kept:]
    tokens = facts["tokens"] or [str(step) for step in range(steps)]
    sent = exact(page) if page.numel() <= EXACT_NUMBERS else quantized(page, per_slice=True)
    told = {
        **facts,
        "tokens": tokens[-kept:] if len(tokens) == steps else [str(step) for step in range(kept)],
        "steps": [kept, steps],
        **shown_of(shown, heads),
    }
    return Reading("attention", path, {"values": sent}, told)
