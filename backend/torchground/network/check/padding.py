"""Finds the paddings with which branches of pictures or sequences meet at one size."""

from __future__ import annotations

from collections.abc import Mapping

from torchground.catalogue.bases.shapes import Shape, ShapeError
from torchground.network.check.problems import Fix, SetField, SetFields
from torchground.network.check.wiring import DrawnNode, Graph
from torchground.network.spec import Node


def padded_to_fit(join: DrawnNode, graph: Graph, done: Mapping[str, Node]) -> list[Fix]:
    """A fix that pads the convolutions of the branches into ``join``, if their outputs then have one height and width.

    A branch begins where all branches part. Only padding that keeps the size is tried.
    """
    wires = graph.inputs(join.id)
    if len(wires) < 2:
        return []
    ways = [_way_back(wires[handle][0].source, done) for handle in sorted(wires)]
    common = set(ways[0]).intersection(*ways)
    fork = next((name for name in ways[0] if name in common), None)
    if fork is None:
        return []
    branches = [list(reversed(way[: way.index(fork)])) for way in ways]
    padded: dict[str, int] = {}
    try:
        ends = [_end(branch, done[fork].shape, done, padded) for branch in branches]
    except ShapeError:
        return []
    sizes = {(len(end), *(end[1:] if len(end) == 3 else end[:1])) for end in ends}
    if not padded or len(sizes) != 1:
        return []
    fields = [
        SetField(
            title=f"Set padding of {name} to {padding}",
            place=[*graph.nodes[name].place, "layer", "padding"],
            value=padding,
        )
        for name, padding in padded.items()
    ]
    if len(fields) == 1:
        return [*fields]
    title = f"Pad {len(fields)} convolutions, so that they keep the size"
    return [SetFields(title=title, fields=fields)]


def _way_back(name: str, done: Mapping[str, Node]) -> list[str]:
    """The node and those before it, up to one that has not exactly one input."""
    way = [name]
    while len(before := done[way[-1]].inputs) == 1:
        way.extend(before)
    return way


def _end(
    branch: list[str], shape: Shape, done: Mapping[str, Node], padded: dict[str, int]
) -> Shape:
    """The shape that comes out of a branch when its convolutions keep the size. Notes their paddings in ``padded``."""
    for name in branch:
        layer = done[name].layer
        padding = layer.padding_that_keeps_size()
        if padding is not None:
            padded[name] = padding
            layer = layer.model_copy(update={"padding": padding})
        shape = layer.output_shape(shape)
    return shape
