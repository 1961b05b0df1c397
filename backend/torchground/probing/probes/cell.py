"""One number of a layer, with the arithmetic that gives it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from torchground.catalogue.bases.explained import Explained, Term
from torchground.probing.probe import ProbeContext, ProbeError, SampleProbe
from torchground.probing.shared.places import Place
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.table import TableFacts, WorkedCell
from torchground.telemetry.reading import Reading
from torchground.words import template

if TYPE_CHECKING:
    from torchground.catalogue.bases.layer import Layer
    from torchground.network.spec import Node

NO_NODE = template(
    "cell.no_node",
    "there is no node {name}; there are {nodes:and}",
)

COLUMNS = ["input", "value", "weight", "product"]


class Cell(SampleProbe):
    """How one number of a layer is computed for one sample: each input it uses, the weight, their product, and the
    formula with the numbers in it.

    Move over a feature map and watch the window move with you. For a pooling layer, it says which input won.
    """

    title = "One number, worked out"
    group = "Exact"
    order = 3
    kinds: ClassVar[tuple[Kind, ...]] = (TableFacts,)
    on_demand: ClassVar[bool] = True

    type: Literal["cell"] = "cell"

    node: str | None = Field(None, max_length=40)
    """The layer's node id. null is the last node."""

    index: list[Place] = Field([], max_length=8)
    """The place in the layer's output: a unit, or channel, row and column. Empty is the first place."""

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One table at the node's path: a row for each term, at most 400.

        The fact ``cell`` has the rest: the formula, the inputs that are read, the place of the window.
        """
        from torchground.probing.shared.pictures import picked, shown_of
        from torchground.probing.shared.places import at
        from torchground.probing.shared.steps import sample_facts

        nodes = {node.id: node for node in context.project.nodes}
        name = self.node or context.project.nodes[-1].id
        if name not in nodes:
            raise ProbeError(NO_NODE(name=name, nodes=list(nodes)))
        node, x = nodes[name], picked(context, self)[0]
        outputs = context.network.outputs(x)
        values = outputs[name][0]
        index = tuple(self.index) or (0,) * values.ndim
        value = at(values, index, name).item()
        inputs = tuple(outputs[source][0] for source in node.inputs) or (x[0],)
        found = node.layer.cell(context.network.layers[name], inputs, index)
        columns = _columns(found)
        sources = node.inputs if len(inputs) > 1 else ()
        facts = TableFacts(
            columns=columns,
            rows=[_row(term, sources, columns) for term in found.terms],
            cell=_cell(found, name, index, value, node),
            **sample_facts(self),
            **shown_of(len(found.terms), found.num_terms),
        )
        return [Reading(name, {}, facts)]


def _window(layer: Layer, index: Sequence[int]) -> list[list[int]] | None:
    """The place of the window for one number of a layer with a sliding window. The axes of pictures are rows and
    columns."""
    from torchground.catalogue.layers.conv_transpose2d import ConvTranspose2d
    from torchground.catalogue.layers.shared.convolving import Convolution
    from torchground.catalogue.layers.shared.pooling import Pooling

    if not isinstance(layer, (Convolution, Pooling)) or isinstance(layer, ConvTranspose2d):
        return None
    window = layer.window
    places = index[1:] if len(index) == 3 else index[:1]
    starts = [place * window.stride - window.padding for place in places]
    return [
        [start + cell * window.dilation for cell in range(window.kernel_size)] for start in starts
    ]


def _cell(
    found: Explained, name: str, index: Sequence[int], value: float, node: Node
) -> WorkedCell:
    return WorkedCell(
        node=name,
        index=list(index),
        value=value,
        formula=found.formula,
        bias=found.bias,
        note=found.note,
        sums=found.sums,
        winner=found.winner,
        inputs=list(node.inputs),
        reads=[[term.handle, *term.index] for term in found.terms],
        weights=[[term.weight, *(term.weight_index or ())] for term in found.terms if term.weight],
        window=_window(node.layer, index),
    )


def _columns(found: Explained) -> list[str]:
    """The columns that have a number in at least one row."""
    return [column for column in COLUMNS if column in ("input", "value") or _has(found, column)]


def _has(found: Explained, column: str) -> bool:
    if column == "weight":
        return any(term.weight_value is not None for term in found.terms)
    return any(term.weight_value is not None and term.product is not None for term in found.terms)


def _row(term: Term, sources: Sequence[str], columns: Sequence[str]) -> list[str | float | None]:
    place = ", ".join(map(str, term.index))
    named = f"{sources[term.handle]} [{place}]" if sources else f"[{place}]"
    cells: dict[str, str | float | None] = {
        "input": named,
        "value": term.value,
        "weight": term.weight_value,
        "product": term.product,
    }
    return [cells[column] for column in columns]
