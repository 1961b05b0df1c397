"""Turns a layer's mends into fixes of the project file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from torchground.catalogue.bases.shapes import Mend
from torchground.network.check.problems import Fetch, Fix, InsertLayer, RemoveNode, SetField
from torchground.network.check.wiring import DrawnNode, Graph


def layer_fixes(node: DrawnNode, graph: Graph, mends: Iterable[Mend]) -> list[Fix]:
    """The mends of a layer as fixes of the file."""
    fixes: list[Fix] = []
    for mend in mends:
        if mend.field is not None:
            place: list[str | int] = [*node.place, "layer", mend.field]
            fixes.append(SetField(title=mend.title, place=place, value=mend.value))
        if mend.replace is not None:
            place = [*node.place, "layer"]
            fixes.append(SetField(title=mend.title, place=place, value=mend.replace))
        if mend.remove:
            fixes.append(RemoveNode(title=mend.title, node=node.id))
        if mend.download is not None:
            fixes.append(Fetch(title=mend.title, download=mend.download))
        wire = graph.inputs(node.id).get(mend.handle)
        if mend.insert is not None and wire is not None:
            fixes.extend(_match_source(wire[0].source, mend.insert, graph))
            fixes.append(InsertLayer(title=mend.title, edge=wire[0], layer=mend.insert))
    return fixes


def _match_source(name: str, insert: Mapping[str, Any], graph: Graph) -> list[Fix]:
    """A fix that sets the size of a layer that is already there, where the mend would insert another one of its
    type."""
    while len(graph.targets.get(name, ())) == 1:
        node = graph.nodes[name]
        if node.layer is not None and node.layer.type == insert.get("type"):
            return [
                SetField(
                    title=f"Set {key} of {name} to {value}",
                    place=[*node.place, "layer", key],
                    value=value,
                )
                for key, value in insert.items()
                if key in ("out_features", "out_channels")
            ]
        wires = graph.inputs(name)
        if node.kind is None or not node.kind.elementwise or len(wires) != 1:
            return []
        name = next(iter(wires.values()))[0].source
    return []
