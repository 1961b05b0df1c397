"""Which nodes can take their first weights from another run or file, by the names and shapes in it.

This module reads no weights. When a network is built, ``starting`` copies the weights that fit, tensor by tensor.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Literal, TypeAlias

from torchground.catalogue.bases.shapes import Shape
from torchground.files.sentences import NO_FOLDER
from torchground.files.store import FileStore, MissingFile
from torchground.network.check.findings import Findings, Place
from torchground.network.check.problems import Fix, SetField
from torchground.network.spec import Node, StartFile
from torchground.words import Sentence, template
from torchground.words.likeness import nearest

NO_COMMON_NAME = template(
    "transfer.no_common_name", "none of its nodes has the name of one of these"
)
SIZES = template("transfer.sizes", "{param} {sizes}")
NUMBERS = template("transfer.numbers", "{count:,}")
MATRIX_FIRST = template("transfer.matrix_first", "{count:,}, a matrix of {rows}×{columns} first")
OTHER_SIZES = template(
    "transfer.other_sizes",
    "the weights of {source:quoted} are {sizes:and}, {count:,} numbers, and {node} ({layer}) needs {needed}",
)
MISFIT = template(
    "transfer.misfit",
    "{why}; leave it out, or give the layer the sizes of the file",
)
NOTHING_TAKEN = template(
    "transfer.nothing_taken",
    "no node takes weights from the file: {reason}; it has {nodes}; say which node takes which, or start "
    "from new weights",
)
NO_SUCH_NODE = template(
    "transfer.no_such_node",
    "{name:quoted} is no node of the network; leave it out",
)
NO_WEIGHTS = template(
    "transfer.no_weights",
    "the file has no weights of {source:quoted}; it has {nodes}",
)

START: Place = ("training", "start")
REMEMBERED = ("running_mean", "running_var", "num_batches_tracked")
"""Tensors of a layer that are not learned: statistics of the batches that it saw."""
Outcome: TypeAlias = Literal["taken", "does not fit"]


@dataclass(frozen=True)
class Weights:
    """The shapes of a weights file by tensor name: ``h1.weight``, ``features.0.bias``."""

    shapes: Mapping[str, Shape]

    @property
    def nodes(self) -> list[str]:
        """The nodes of its tensors: the tensors' names without the last part."""
        return list(dict.fromkeys(name.rpartition(".")[0] for name in self.shapes))

    def of(self, node: str) -> dict[str, Shape]:
        """The params of one of its nodes, by their own names."""
        start = f"{node}."
        return {
            name.removeprefix(start): shape
            for name, shape in self.shapes.items()
            if name.startswith(start) and name.rpartition(".")[2] not in REMEMBERED
        }


def check_start(
    start: StartFile | None,
    nodes: Sequence[Node],
    names: Iterable[str],
    found: Findings,
    files: FileStore | None,
) -> dict[str, Outcome]:
    """Whether each node that should take weights can take them. Adds problems where that is not possible.

    ``nodes`` are the nodes whose shapes are known. ``names`` are the ids of all nodes.
    """
    if start is None:
        return {}
    try:
        weights = _read(start.weights, files)
    except MissingFile as problem:
        remove = SetField(title="Start from new weights", place=[*START], value=None)
        found.error((*START, "weights"), problem.sentence, fixes=[remove])
        return {}
    if start.nodes is None:
        return _taken_by_name(weights, nodes, found)
    known = set(names)
    told = {
        name: _named(name, source, weights, nodes, known, found)
        for name, source in start.nodes.items()
    }
    return {name: outcome for name, outcome in told.items() if outcome is not None}


def _read(key: str, files: FileStore | None) -> Weights:
    """The names and shapes in a weights file. Raises :class:`MissingFile`."""
    if files is None:
        raise MissingFile(NO_FOLDER())
    return Weights({tensor.name: tuple(tensor.shape) for tensor in files.weights(key).tensors})


def _taken_by_name(weights: Weights, nodes: Sequence[Node], found: Findings) -> dict[str, Outcome]:
    """Every node with params takes those of the same name where they fit. Adds a problem where no node does."""
    told: dict[str, Outcome] = {
        node.id: "taken" if _fits(node, params) else "does not fit"
        for node in nodes
        if node.num_params and (params := weights.of(node.id))
    }
    if "taken" not in told.values() and any(node.num_params for node in nodes):
        sized = next((node for node in nodes if told.get(node.id)), None)
        reason = (
            NO_COMMON_NAME() if sized is None else _mismatch(sized, sized.id, weights.of(sized.id))
        )
        found.error(
            (*START, "weights"),
            NOTHING_TAKEN(reason=reason, nodes=_listed(weights.nodes)),
            fixes=[SetField(title="Start from new weights", place=[*START], value=None)],
        )
    return told


def _named(
    name: str,
    source: str,
    weights: Weights,
    nodes: Sequence[Node],
    known: set[str],
    found: Findings,
) -> Outcome | None:
    """Checks one item of the list that says which node takes which weights."""
    place = (*START, "nodes", name)
    fixes: list[Fix] = [SetField(title=f"Leave {name[:40]} out", place=[*place], value=None)]
    if name not in known:
        found.error(place, NO_SUCH_NODE(name=name), fixes=fixes)
        return None
    params = weights.of(source)
    if not params:
        for near in nearest(source, weights.nodes):
            fixes.insert(0, SetField(title=f"Take {near}", place=[*place], value=near))
        found.error(
            place,
            NO_WEIGHTS(source=source, nodes=_listed(weights.nodes)),
            node=name,
            fixes=fixes,
        )
        return "does not fit"
    node = next((node for node in nodes if node.id == name), None)
    if node is None:
        return None
    if _fits(node, params):
        return "taken"
    found.error(
        place,
        MISFIT(why=_mismatch(node, source, params)),
        node=name,
        fixes=fixes,
    )
    return "does not fit"


def _fits(node: Node, params: Mapping[str, Shape]) -> bool:
    """Whether the shapes fit the node: the same number of params, and a weight matrix with the same sides."""
    if sum(map(prod, params.values())) != node.num_params:
        return False
    weight = next((shape for name, shape in params.items() if name.endswith("weight")), ())
    sides = _sides(node)
    return sides is None or tuple(weight[: len(sides)]) == sides


def _sides(node: Node) -> Shape | None:
    """The first axes of the ``weight`` of layers that have one. None where they are not known."""
    layer = node.layer.type
    if layer == "linear":
        return node.shape[-1], node.input_shapes[0][-1]
    if layer == "conv2d":
        return (node.shape[0],)
    if layer == "conv1d":
        return (node.shape[-1],)
    if layer == "output":
        width = node.shape[-1] if len(node.shape) == 2 else prod(node.shape)
        return width, node.input_shapes[0][-1]
    return None


def _mismatch(node: Node, source: str, params: Mapping[str, Shape]) -> Sentence:
    sizes = [
        SIZES(param=name, sizes="×".join(map(str, shape)) or "1")
        for name, shape in list(params.items())[:4]
    ]
    sides = _sides(node)
    needed = MATRIX_FIRST if sides is not None and len(sides) == 2 else NUMBERS
    places = {"rows": sides[0], "columns": sides[1]} if needed is MATRIX_FIRST and sides else {}
    return OTHER_SIZES(
        source=source,
        sizes=[str(size) for size in sizes] + (["…"] if len(params) > 4 else []),
        count=sum(map(prod, params.values())),
        node=node.id,
        layer=node.layer.title,
        needed=needed(count=node.num_params, **places),
    )


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(name[:40] for name in names[:8])
    return f"{shown} and {len(names) - 8} more" if len(names) > 8 else shown or "none"
