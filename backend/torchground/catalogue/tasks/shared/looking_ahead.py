"""Find out whether a network that predicts the next token could see that token. It uses what each layer declares in
``Layer.reads``. No torch."""

from __future__ import annotations

from collections.abc import Sequence

from torchground.catalogue.bases.dependence import depends_on, is_empty, whole
from torchground.catalogue.bases.explained import unraveled
from torchground.catalogue.bases.shapes import Box, Shape, Tokens, in_row
from torchground.catalogue.bases.task import Drawn

TRIED = 16
"""How many numbers of a block are tested in the search for one that sees no later token."""


def looks_ahead(nodes: Sequence[Drawn]) -> Drawn | None:
    """The node through which an answer sees a later token. None if every answer sees only its own step and earlier
    ones.

    ``nodes`` are in flow order. The samples are tokens, and the output has one answer for each step.
    """
    output = next((node for node in nodes if node.layer.type == "output"), None)
    if output is None or len(output.shape) != 2:
        return None
    if not _early(nodes, output):
        return None
    steps = output.shape[0]
    alike = (node for node in nodes if len(node.shape) == 2 and node.shape[0] == steps)
    for node in alike:
        if early := _early(nodes, node):
            return _first_to_look(nodes, node, early[len(early) // 2])
    return output


def _early(nodes: Sequence[Drawn], node: Drawn) -> list[int]:
    """The steps at which a node's output sees a later token."""
    steps = range(node.shape[0])
    return [step for step in steps if _latest(nodes, node.id, _row(node, step)) > step]


def _row(node: Drawn, step: int) -> Box:
    return ((step, step), (0, node.shape[1] - 1))


def _first_to_look(nodes: Sequence[Drawn], node: Drawn, step: int) -> Drawn:
    """Find the node that causes the look ahead.

    Go back from a node whose output at ``step`` sees later tokens. Stop at the first node that mixes allowed and later
    tokens, or whose output has only numbers that see later tokens.
    """
    by_id = {one.id: one for one in nodes}
    box = _row(node, step)
    while True:
        late = _late(nodes, node, box, step)
        if late is None:
            return node
        source, block = by_id[late[0]], late[1]
        if not source.inputs or _any_early(nodes, source, block, step):
            return node
        own, before = (_any_early(nodes, one, whole(one.shape), step) for one in (node, source))
        if before and not own:
            return node
        node, box = source, block


def _late(nodes: Sequence[Drawn], node: Drawn, box: Box, step: int) -> tuple[str, Box] | None:
    """The first input of the node of which a later token is read, and the block that is read of it. None if there is
    none."""
    read = node.layer.reads(box, *node.input_shapes)
    for source, block in zip(node.inputs, read, strict=True):
        if not is_empty(block) and _latest(nodes, source, block) > step:
            return source, block
    return None


def _any_early(nodes: Sequence[Drawn], node: Drawn, box: Box, step: int) -> bool:
    """Whether some number of the block sees no token after the step. Only a few numbers are tested."""
    first, last = in_row(box, node.shape)
    tried = {first + (last - first) * at // (TRIED - 1) for at in range(TRIED)}
    places = (unraveled(at, tuple(node.shape)) for at in sorted(tried))
    return any(
        _latest(nodes, node.id, tuple((at, at) for at in place)) <= step
        for place in places
        if _inside(place, box)
    )


def _inside(place: Shape, box: Box) -> bool:
    return all(low <= at <= high for at, (low, high) in zip(place, box, strict=True))


def _latest(nodes: Sequence[Drawn], name: str, box: Box) -> int:
    """The last token that a block of one node depends on. -1 if it depends on none."""
    boxes = depends_on(nodes, name, box)
    tokens = (node.id for node in nodes if not node.inputs and isinstance(node.shape, Tokens))
    return max((boxes[token][0][1] for token in tokens if token in boxes), default=-1)
