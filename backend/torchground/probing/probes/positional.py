"""The vectors of a positional encoding."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from torchground.probing.probe import Probe, ProbeContext, nodes_with
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.matrix import MatrixFacts
from torchground.telemetry.offers import Offer
from torchground.telemetry.reading import Reading

if TYPE_CHECKING:
    from torchground.network.spec import Project


class Positional(Probe):
    """The vectors that are added to the steps to mark their positions: one row for each position. Beside it the
    products of each two positions: a bright stripe along the diagonal means that near positions are similar."""

    title = "Positions"
    group = "Transformer"
    order = 4
    formula = "P and P Pᵀ"
    source = "A. Vaswani et al., Attention Is All You Need (2017), arxiv.org/abs/1706.03762"
    kinds: ClassVar[tuple[Kind, ...]] = (MatrixFacts,)

    type: Literal["positional"] = "positional"

    node: str | None = Field(None, max_length=40)
    """The node id of a positional encoding. null shows all."""

    @classmethod
    def offers(cls, project: Project) -> Sequence[Offer]:
        return [
            Offer(
                probe={"type": "positional", "node": node},
                title=cls.title,
                place="node",
                node=node,
                order=4,
            )
            for node in nodes_with(project, "positional_encoding")
        ]

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """Two readings for each node: the encoding [steps, features] at ``node.encoding``, and its products [steps,
        steps] at ``node.products``."""
        from torchground.probing.shared.steps import chosen_nodes, matrix, module_of

        found = []
        for node in chosen_nodes(
            context, self.node, ["positional_encoding"], "positional encoding"
        ):
            encoding = module_of(context, node).encoding(node.shape[0])
            products = encoding @ encoding.T
            found.append(matrix(f"{node.id}.encoding", "Positions", encoding, None))
            found.append(matrix(f"{node.id}.products", "How alike they are", products, None))
        return found
