"""Reads the nodes and wires of the drawing and finds wires that cannot work. Knows no shapes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from torchground.catalogue.bases.entries import entries
from torchground.catalogue.bases.layer import Layer
from torchground.files.store import FileStore
from torchground.network.check.fields import read_entry, read_fields
from torchground.network.check.findings import Findings, Place, shown_value
from torchground.network.check.problems import (
    Edge,
    Fix,
    RemoveEdge,
    SetField,
)
from torchground.network.check.rewriting import rewritten
from torchground.network.graph import ordered
from torchground.network.limits import LIMITS
from torchground.network.spec import EdgeFile, NetworkFile, NodeFile
from torchground.words import Sentence, template
from torchground.words.likeness import nearest

NO_END = template(
    "wiring.no_end", "the wire's {end} {name:quoted} is no node of the network; remove the wire"
)
TO_ITSELF = template("wiring.to_itself", "{node} is wired to itself; remove the wire")
OUT_OF_OUTPUT = template(
    "wiring.out_of_output", "{node} ends the network, nothing comes out of it; remove the wire"
)
TAKES_NO_WIRE = template("wiring.takes_no_wire", "{node} takes no wire, {why}; remove the wire")
SAMPLES_ENTER = template("wiring.samples_enter", "samples enter there")
MAKES_ITS_OWN = template("wiring.makes_its_own", "it makes its numbers by itself")
NO_SUCH_INPUT = template(
    "wiring.no_such_input", "the wire ends in input {handle} of {node}, which has {inputs}"
)
ONE_INPUT = template("wiring.one_input", "one input, 0")
INPUTS = template("wiring.inputs", "inputs 0 to {last}")
TWO_WIRES = template(
    "wiring.two_wires",
    "two wires, from {one} and from {another}, end in input {handle} of {node}",
)
TWO_WIRES_TO_JOIN = template(
    "wiring.two_wires_to_join",
    "two wires, from {one} and from {another}, end in input {handle} of {node}; join them with Add or Concat, or "
    "remove one",
)
A_NODE = template("wiring.a_node", "a node")
A_WIRE = template("wiring.a_wire", "a wire")
THE_NETWORK = template("wiring.the_network", "the network")
NO_NETWORK = template(
    "wiring.no_network",
    "a project needs a network with nodes and edges, got {came}",
)
NO_LIST = template(
    "wiring.no_list",
    "{name} must be a list, got {came}",
)
TOO_MANY = template(
    "wiring.too_many",
    "the network has {count:,} {name} and may have at most {limit:,}; make it smaller",
)
NO_NODE = template(
    "wiring.no_node",
    "a node is an object with id and layer, got {came}",
)
SAME_ID = template(
    "wiring.same_id",
    "two nodes are called {named}; give each an id of its own",
)
NO_LAYER = template(
    "wiring.no_layer",
    "the node has no layer; choose one",
)
NO_WIRE = template(
    "wiring.no_wire",
    "a wire is an object with source and target, got {came}",
)

NODES: Place = ("network", "nodes")
EDGES: Place = ("network", "edges")


@dataclass(frozen=True)
class DrawnNode:
    """A node with a valid id. Its layer is None where the layer has problems of its own."""

    id: str
    place: Place
    kind: type[Layer] | None
    """The class of its layer. Known even where the layer's fields have problems."""
    layer: Layer | None
    name: str | None
    trainable: bool

    @property
    def max_inputs(self) -> int:
        return 16 if self.kind is None else self.kind.max_inputs

    @property
    def is_input(self) -> bool:
        return self.kind is not None and self.kind.type_id() == "input"

    @property
    def is_output(self) -> bool:
        return self.kind is not None and self.kind.type_id() == "output"

    @property
    def is_source(self) -> bool:
        """Whether the node takes no wire: the input, and layers that make their own numbers."""
        return self.max_inputs == 0

    @property
    def shown(self) -> str:
        """The node's name in sentences."""
        title = self.name or (self.kind.title if self.kind is not None else "node")
        return f"{title} ({self.id})"


@dataclass
class Graph:
    """The drawing: nodes by id in the order of the file, and the valid wires."""

    nodes: dict[str, DrawnNode] = field(default_factory=dict)
    wires: dict[str, dict[int, tuple[Edge, int]]] = field(default_factory=dict)
    """By target, then by handle: the wire and its index in the file's list."""
    targets: dict[str, list[str]] = field(default_factory=dict)
    """The targets of each source."""
    excused: set[str] = field(default_factory=set)
    """The nodes at the ends of a refused wire. The check does not report that they lack a wire."""
    order: list[str] = field(default_factory=list)
    """The node ids, the input first and each node after its inputs. Without nodes in cycles and nodes after them."""

    def inputs(self, node: str) -> dict[int, tuple[Edge, int]]:
        return self.wires.get(node, {})


def read_network(
    file: Mapping[str, Any], found: Findings, files: FileStore | None = None
) -> Graph | None:
    """Reads the drawing, and adds the problems of single nodes and wires. None where the file has no network."""
    network = file.get("network")
    if not isinstance(network, dict):
        found.error(
            ("network",),
            NO_NETWORK(came=shown_value(network)),
        )
        return None
    read_fields(NetworkFile, THE_NETWORK(), network, ("network",), found, skip=("nodes", "edges"))
    nodes = _list(network, "nodes", LIMITS.nodes, found)
    edges = _list({"edges": [], **network}, "edges", LIMITS.edges, found)
    if nodes is None or edges is None:
        return None
    graph = Graph()
    for index, value in enumerate(nodes):
        _read_node(value, (*NODES, index), graph, found, files, network)
    for index, value in enumerate(edges):
        _read_edge(value, index, graph, found)
    names = sorted(graph.nodes, key=lambda name: not graph.nodes[name].is_input)
    graph.order = ordered(names, graph.targets)
    return graph


def _list(network: Mapping[str, Any], name: str, limit: int, found: Findings) -> list[Any] | None:
    value = network.get(name)
    if not isinstance(value, list):
        found.error(("network", name), NO_LIST(name=name, came=shown_value(value)))
        return None
    if len(value) > limit:
        found.error(
            ("network", name),
            TOO_MANY(count=len(value), name=name, limit=limit),
        )
        return None
    return value


# ---- nodes -------------------------------------------------------------------------------------


def _read_node(
    value: object,
    place: Place,
    graph: Graph,
    found: Findings,
    files: FileStore | None,
    network: Mapping[str, Any],
) -> None:
    if not isinstance(value, dict):
        found.error(place, NO_NODE(came=shown_value(value)))
        return
    given = value.get("id")
    named = given if isinstance(given, str) else None
    fields = read_fields(NodeFile, A_NODE(), value, place, found, skip=("layer",), node=named)
    layer = _read_layer(value, place, found, named, files, network)
    if "id" not in fields or named is None:
        return
    if named in graph.nodes:
        fresh = _fresh(named, graph.nodes)
        fix = SetField(title=f"Call it {fresh}", place=[*place, "id"], value=fresh)
        found.error(
            (*place, "id"),
            SAME_ID(named=named),
            node=named,
            fixes=[fix],
        )
        return
    graph.nodes[named] = DrawnNode(
        id=named,
        place=place,
        kind=_kind(value.get("layer")),
        layer=layer,
        name=fields.get("name"),
        trainable=fields.get("trainable", True),
    )


def _read_layer(
    value: Mapping[str, Any],
    place: Place,
    found: Findings,
    node: str | None,
    files: FileStore | None,
    network: Mapping[str, Any],
) -> Layer | None:
    if "layer" not in value:
        found.error((*place, "layer"), NO_LAYER(), node=node)
        return None
    layer: Layer | None = read_entry(
        "layers",
        value["layer"],
        (*place, "layer"),
        found,
        node=node,
        files=files,
        written=None if node is None else partial(rewritten, network, node),
    )
    return layer


def _kind(value: object) -> type[Layer] | None:
    type_id = value.get("type") if isinstance(value, dict) else None
    kind = entries("layers").get(type_id) if isinstance(type_id, str) else None
    return kind if kind is not None and issubclass(kind, Layer) else None


def _fresh(name: str, taken: Iterable[str]) -> str:
    """A free id that resembles the given one: ``h1`` becomes ``h1_2``."""
    known = set(taken)
    numbers = range(2, len(known) + 3)
    return next(new for n in numbers if (new := f"{name[:34]}_{n}") not in known)


# ---- wires -------------------------------------------------------------------------------------


def _read_edge(value: object, index: int, graph: Graph, found: Findings) -> None:
    place = (*EDGES, index)
    if not isinstance(value, dict):
        found.error(place, NO_WIRE(came=shown_value(value)))
        return
    ends = {end for end in (value.get("source"), value.get("target")) if isinstance(end, str)}
    errors_before = found.num_errors
    fields = read_fields(EdgeFile, A_WIRE(), value, place, found)
    if found.num_errors > errors_before:
        graph.excused |= ends
        return
    edge = Edge(**fields)
    refusal = _refusal(edge, place, graph)
    if refusal is not None:
        sentence, fixes = refusal
        graph.excused |= ends
        found.error(place, sentence, edge=edge, node=_blamed(edge, graph), fixes=fixes)
        return
    graph.wires.setdefault(edge.target, {})[edge.handle] = (edge, index)
    graph.targets.setdefault(edge.source, []).append(edge.target)


def _blamed(edge: Edge, graph: Graph) -> str | None:
    return next((end for end in (edge.target, edge.source) if end in graph.nodes), None)


def _refusal(edge: Edge, place: Place, graph: Graph) -> tuple[Sentence, list[Fix]] | None:
    """Why a wire cannot work, whatever the shapes are, and the fixes. None where it can."""
    remove = RemoveEdge(title="Remove the wire", edge=edge)
    for end in ("source", "target"):
        name = getattr(edge, end)
        if name not in graph.nodes:
            fixes: list[Fix] = [
                SetField(title=f"Change it to {near}", place=[*place, end], value=near)
                for near in nearest(name, graph.nodes)
            ]
            fixes.append(remove)
            return NO_END(end=end, name=name), fixes
    source, target = graph.nodes[edge.source], graph.nodes[edge.target]
    if edge.source == edge.target:
        return TO_ITSELF(node=source.shown), [remove]
    if source.is_output:
        return OUT_OF_OUTPUT(node=source.shown), [remove]
    if target.is_source:
        why = SAMPLES_ENTER() if target.is_input else MAKES_ITS_OWN()
        return TAKES_NO_WIRE(node=target.shown, why=why), [remove]
    return _handle_refusal(edge, place, graph, remove)


def _handle_refusal(
    edge: Edge, place: Place, graph: Graph, remove: RemoveEdge
) -> tuple[Sentence, list[Fix]] | None:
    target = graph.nodes[edge.target]
    taken = graph.inputs(edge.target)
    free = next((h for h in range(target.max_inputs) if h not in taken), None)
    fixes: list[Fix] = [remove]
    if free is not None:
        fixes.insert(
            0,
            SetField(title=f"Move it to input {free}", place=[*place, "handle"], value=free),
        )
    if edge.handle >= target.max_inputs:
        last = target.max_inputs - 1
        inputs = INPUTS(last=last) if last else ONE_INPUT()
        return NO_SUCH_INPUT(handle=edge.handle, node=target.shown, inputs=inputs), fixes
    if edge.handle in taken:
        other = taken[edge.handle][0]
        fixes.append(RemoveEdge(title=f"Remove the wire from {other.source}", edge=other))
        two = TWO_WIRES if target.max_inputs > 1 else TWO_WIRES_TO_JOIN
        return (
            two(one=other.source, another=edge.source, handle=edge.handle, node=target.shown),
            fixes,
        )
    return None
