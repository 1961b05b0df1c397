"""Which numbers a number of one node depends on, traced node by node back to the input.

Every step uses what the layers declare in ``Layer.reads``. Works without torch.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from torchground.catalogue.bases.shapes import Box, Shape

if TYPE_CHECKING:
    from torchground.catalogue.bases.layer import Layer


class Reader(Protocol):
    """What this module needs to know of a node: its layer, the nodes it takes its inputs from, and the shapes of the
    inputs."""

    @property
    def id(self) -> str: ...
    @property
    def layer(self) -> Layer: ...
    @property
    def inputs(self) -> tuple[str, ...]: ...
    @property
    def input_shapes(self) -> tuple[Shape, ...]: ...


def depends_on(nodes: Sequence[Reader], name: str, box: Box) -> dict[str, Box]:
    """Which blocks of the other nodes a block of one node depends on.

    The result has one block for every node on the way back to the sources; a block may be empty. ``nodes`` are in flow
    order: each comes after its inputs.
    """
    boxes = {name: box}
    for node in reversed(nodes):
        if node.id not in boxes:
            continue
        for source, block in zip(node.inputs, _read(node, boxes[node.id]), strict=True):
            boxes[source] = _both(boxes[source], block) if source in boxes else block
    return boxes


def is_empty(box: Box) -> bool:
    """Whether the block holds no number."""
    return any(low > high for low, high in box)


def whole(shape: Shape) -> Box:
    """The block of all numbers of a sample."""
    return tuple((0, size - 1) for size in shape)


def nothing(shape: Shape) -> Box:
    """The empty block."""
    return ((0, -1),) * len(shape)


def _read(node: Reader, box: Box) -> tuple[Box, ...]:
    if is_empty(box):
        return tuple(nothing(shape) for shape in node.input_shapes)
    return node.layer.reads(box, *node.input_shapes)


def _both(one: Box, other: Box) -> Box:
    """The smallest block that contains both."""
    if is_empty(one) or is_empty(other):
        return other if is_empty(one) else one
    return tuple((min(a[0], b[0]), max(a[1], b[1])) for a, b in zip(one, other, strict=True))
