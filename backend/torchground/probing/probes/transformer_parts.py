"""Every part of a transformer block, for one sample."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from torchground.probing.probe import ProbeContext, ProbeError, SampleProbe, nodes_with
from torchground.probing.probes.attention import ATTENDING
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.images import ImagesFacts
from torchground.telemetry.kinds.matrix import MatrixFacts
from torchground.telemetry.offers import Offer
from torchground.telemetry.reading import Reading
from torchground.words import template

if TYPE_CHECKING:
    from torch import Tensor

    from torchground.network.spec import Node, Project

FEED_FORWARD_LAYER_READS = template(
    "transformer_parts.feed_forward_layer_reads",
    "this feed-forward layer reads no sequence, so it has no steps to show",
)

SHOWN = (
    "positional_encoding",
    "multihead_attention",
    "transformer_encoder_layer",
    "feed_forward",
)
MOST_STEPS, MOST_FEATURES, MOST_HEADS = 48, 64, 8
"""The most steps, features and heads that are drawn of one part, so that all parts fit into one frame."""
TITLES = {
    "input": "What comes in",
    "encoding": "Positions",
    "norm1": "Layer norm before attention",
    "q": "Queries Q",
    "k": "Keys K",
    "v": "Values V",
    "scores": "Scores QKᵀ / √d",
    "mask": "Mask",
    "weights": "Attention weights (softmax)",
    "heads": "Heads' outputs",
    "attention": "What attention adds",
    "stream": "Residual stream",
    "norm2": "Layer norm before the network",
    "hidden": "Units of the network",
    "mlp": "What the network adds",
    "out": "What goes out",
    "logits": "Logits",
}
AFTER = {"norm1": "Layer norm after attention", "norm2": "Layer norm after the network"}


class TransformerParts(SampleProbe):
    """All parts of a transformer block for one sample: the input, queries, keys and values of every head, their scores,
    the mask, the softmax, the outputs of the heads, the residual stream, the small network, and the logits at the end.

    Rows are the steps of the sample. Every number is computed from the current weights.
    """

    title = "Inside the transformer"
    group = "Transformer"
    order = 2
    source = "B. Bycroft, LLM Visualization; A. Cho et al., Transformer Explainer (2024), arxiv.org/abs/2408.04619"
    kinds: ClassVar[tuple[Kind, ...]] = (MatrixFacts, ImagesFacts)

    type: Literal["transformer_parts"] = "transformer_parts"

    node: str | None = Field(None, max_length=40)
    """The node id of a block, attention, feed-forward or positional encoding. null takes the first layer with
    attention."""

    @classmethod
    def offers(cls, project: Project) -> Sequence[Offer]:
        return [
            Offer(
                probe={"type": "transformer_parts", "node": node},
                title=cls.title,
                place="node",
                node=node,
                order=12,
            )
            for node in nodes_with(project, *SHOWN)
        ]

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading for each part at ``node.part``: a matrix [steps ≤ 48, features ≤ 64], or images [1, heads ≤ 8, ·,
        ·] where the part has one matrix for each head. The last reading is the matrix ``logits`` of the whole
        network."""
        from torchground.probing.shared.pictures import picked
        from torchground.probing.shared.steps import chosen_nodes, into, step_names

        nodes = chosen_nodes(context, self.node, SHOWN, "part of a transformer")
        node = next((n for n in nodes if n.layer.type in ATTENDING), nodes[0])
        x, _ = picked(context, self)
        outputs = context.network.outputs(x)
        names, entering = step_names(context, x), into(context, node, outputs)[0]
        parts = {"input": entering, **self._parts(context, node, entering)}
        readings: list[Reading[Facts]] = [
            self._reading(node, name, part, names) for name, part in parts.items()
        ]
        last = outputs[context.project.nodes[-1].id][0]
        if last.ndim == 2:
            vocab = context.data.vocab
            readings.append(self._matrix("logits", TITLES["logits"], last, names, columns=vocab))
        return readings

    def _parts(self, context: ProbeContext, node: Node, x_TC: Tensor) -> dict[str, Tensor]:
        from torchground.probing.shared.steps import module_of

        module = module_of(context, node)
        if node.layer.type == "positional_encoding":
            return {"encoding": module.encoding(len(x_TC)), "out": module(x_TC[None])[0]}
        if node.layer.type == "feed_forward":
            if x_TC.ndim != 2:
                raise ProbeError(FEED_FORWARD_LAYER_READS())
            return {"hidden": module.hidden(x_TC), "out": module(x_TC)}
        parts: dict[str, Tensor] = module.parts(x_TC)
        return parts

    def _reading(
        self, node: Node, name: str, part: Tensor, names: list[str] | None
    ) -> Reading[Facts]:
        path = f"{node.id}.{name}"
        title = TITLES[name]
        if getattr(node.layer, "norm_first", True) is False:
            title = AFTER.get(name, title)
        if part.ndim == 3:
            return self._images(path, title, part, names)
        most = MOST_STEPS if name == "mask" else MOST_FEATURES
        return self._matrix(path, title, part, names, most_columns=most)

    def _matrix(
        self,
        path: str,
        title: str,
        part: Tensor,
        names: list[str] | None,
        *,
        most_columns: int = MOST_FEATURES,
        columns: list[str] | None = None,
    ) -> Reading[MatrixFacts]:
        from torchground.probing.shared.pictures import exact, shown_of
        from torchground.probing.shared.steps import fitting_names, sample_facts

        page = part[:MOST_STEPS, :most_columns]
        facts = MatrixFacts(
            title=title,
            tokens=fitting_names(names, len(page)),
            columns=columns and columns[:MOST_FEATURES],
            shape=list(part.shape),
            **sample_facts(self),
            **shown_of(page.numel(), part.numel()),
        )
        return Reading(path, {"values": exact(page.float())}, facts)

    def _images(
        self, path: str, title: str, part_HTD: Tensor, names: list[str] | None
    ) -> Reading[ImagesFacts]:
        from torchground.probing.shared.pictures import exact, quantized, shown_of
        from torchground.probing.shared.steps import EXACT_NUMBERS, fitting_names, sample_facts

        page = part_HTD[:MOST_HEADS, :MOST_STEPS, :MOST_FEATURES]
        facts = ImagesFacts(
            title=title,
            row_names=[title],
            captions=[[f"head {index + 1}" for index in range(len(page))]],
            signed=True,
            tokens=fitting_names(names, page.shape[1]),
            shape=list(part_HTD.shape),
            **sample_facts(self),
            **shown_of(page.numel(), part_HTD.numel()),
        )
        values = page[None]
        sent = exact(values) if values.numel() <= EXACT_NUMBERS else quantized(values)
        return Reading(path, {"values": sent}, facts)
