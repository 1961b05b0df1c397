"""One number of a layer, with the arithmetic it came from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import Field

from torchground.catalogue.bases.explained import Explained, Term
from torchground.probing.probe import Look, ProbeError, SampleProbe
from torchground.probing.shared.places import Place
from torchground.telemetry.kinds import Kind, Reading

if TYPE_CHECKING:
    from torch import Tensor

    from torchground.catalogue.bases.layer import Layer

COLUMNS = ["input", "value", "weight", "product"]


class Cell(SampleProbe):
    """How one number of a layer came about for one sample: each input cell it reads, the weight, what both make, and
    the formula with the numbers in it.

    Slide it over a feature map and watch the window slide with it; on a pooling layer it says who won.
    """

    title = "One number, worked out"
    group = "Exact"
    order = 3
    kinds: ClassVar[tuple[Kind, ...]] = ("table",)
    on_demand: ClassVar[bool] = True

    type: Literal["cell"] = "cell"

    node: str | None = Field(None, max_length=40)
    """The layer's node id; null is the last one."""

    index: list[Place] = Field([], max_length=8)
    """The place in the layer's output: a unit, or channel, row and column; empty is the first."""

    def measure(self, look: Look) -> Sequence[Reading]:
        """One table at the node's path: a row for each term, at most 400.

        Facts: ``value`` (the layer's own), ``formula``, ``bias``, ``note``, ``sums``, ``winner`` (a row), ``inputs``
        (node ids by handle), ``reads`` [[handle, place …]] and ``weights`` [[param, place …]] row by row; ``window``:
        where a window slides, the places it lies on along each axis it slides over, those outside the input too.
        """
        from torchground.probing.shared.pictures import picked, shown_of
        from torchground.probing.shared.places import at

        nodes = {node.id: node for node in look.project.nodes}
        name = self.node or look.project.nodes[-1].id
        if name not in nodes:
            raise ProbeError(f"there is no node {name}; there are {', '.join(nodes)}")
        node, x = nodes[name], picked(look, self)[0]
        outputs = look.network.outputs(x)
        values = outputs[name][0]
        index = tuple(self.index) or (0,) * values.ndim
        value = at(values, index, name).item()
        inputs = tuple(outputs[source][0] for source in node.inputs) or (x[0],)
        found = node.layer.cell(look.network.layers[name], inputs, index)
        facts = {
            "node": name,
            "index": list(index),
            "value": value,
            "sample": self.sample,
            "of": self.of,
            "inputs": list(node.inputs),
            "window": _window(node.layer, index),
            **_facts(found, node.inputs, inputs),
            **shown_of(len(found.terms), found.num_terms),
        }
        return [Reading("table", name, {}, facts)]


def _window(layer: Layer, index: Sequence[int]) -> list[list[int]] | None:
    """Where the window lies for one number of a layer that slides one; axes of pictures are rows and columns."""
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


def _facts(found: Explained, sources: Sequence[str], inputs: Sequence[Tensor]) -> dict[str, Any]:
    several = len(inputs) > 1
    kept = [column for column in COLUMNS if column in ("input", "value") or _has(found, column)]
    return {
        "formula": found.formula,
        "bias": found.bias,
        "note": found.note,
        "sums": found.sums,
        "winner": found.winner,
        "columns": kept,
        "rows": [_row(term, sources if several else (), kept) for term in found.terms],
        "reads": [[term.handle, *term.index] for term in found.terms],
        "weights": [
            [term.weight, *(term.weight_index or ())] for term in found.terms if term.weight
        ],
    }


def _has(found: Explained, column: str) -> bool:
    if column == "weight":
        return any(term.weight_value is not None for term in found.terms)
    return any(term.weight_value is not None and term.product is not None for term in found.terms)


def _row(term: Term, sources: Sequence[str], columns: Sequence[str]) -> list[Any]:
    place = ", ".join(map(str, term.index))
    named = f"{sources[term.handle]} [{place}]" if sources else f"[{place}]"
    cells = {
        "input": named,
        "value": term.value,
        "weight": term.weight_value,
        "product": term.product,
    }
    return [cells[column] for column in columns]
