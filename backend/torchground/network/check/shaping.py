"""Computes the shape of every node by the layers' own rules. No torch."""

from __future__ import annotations

from dataclasses import dataclass

from torchground.catalogue.bases.samples import DataInfo
from torchground.catalogue.bases.shapes import NotHere, Shape, ShapeError, Tokens
from torchground.network.check.findings import Findings
from torchground.network.check.layer_fixes import layer_fixes
from torchground.network.check.padding import padded_to_fit
from torchground.network.check.problems import Fix, NodeReport, RemoveNode
from torchground.network.check.wiring import DrawnNode, Graph
from torchground.network.spec import Node
from torchground.words import template

LAYER_FAILED = template(
    "shaping.layer_failed",
    "the layer {layer} failed to say its shape ({name}: {problem}); this is a fault of the layer, not of "
    "the drawing",
)


@dataclass(frozen=True)
class Shaped:
    """The facts about every node after shape inference."""

    reports: dict[str, NodeReport]
    """Reports by node id, in the order of the file."""
    nodes: list[Node]
    """The nodes whose shapes are known. Each comes after its inputs."""


def shape_nodes(graph: Graph, data: DataInfo | None, wanted: Shape, found: Findings) -> Shaped:
    """Computes every node's shape, and adds a problem at each layer whose inputs do not fit. Nodes after such a layer
    have no shape."""
    for drawn in graph.nodes.values():
        _require(drawn, graph, found)
    done: dict[str, Node] = {}
    for name in graph.order:
        node = _shaped(graph.nodes[name], graph, done, data, wanted, found)
        if node is not None:
            done[name] = node
    reports = {name: _report(node, graph, done) for name, node in graph.nodes.items()}
    return Shaped(reports, list(done.values()))


def _shaped(
    drawn: DrawnNode,
    graph: Graph,
    done: dict[str, Node],
    data: DataInfo | None,
    wanted: Shape,
    found: Findings,
) -> Node | None:
    wires = graph.inputs(drawn.id)
    inputs = tuple(wires[handle][0].source for handle in sorted(wires))
    if drawn.layer is None or data is None or not all(name in done for name in inputs):
        return None
    if sorted(wires) != list(range(len(wires))) or (drawn.max_inputs > 0) != bool(wires):
        return None
    input_shapes = tuple(done[name].shape for name in inputs)
    try:
        layer = drawn.layer.placed(data, wanted)
        shape = layer.output_shape(*input_shapes)
        num_params = layer.num_params(*input_shapes)
        num_activations = layer.num_activations(*input_shapes)
    except ShapeError as problem:
        _refuse(drawn, graph, problem, found, padded_to_fit(drawn, graph, done))
        return None
    except Exception as problem:
        found.error(
            (*drawn.place, "layer"),
            LAYER_FAILED(
                layer=drawn.shown, name=type(problem).__name__, problem=str(problem)[:200]
            ),
            node=drawn.id,
            fixes=[RemoveNode(title=f"Remove {drawn.id}", node=drawn.id)],
        )
        return None
    return Node(
        id=drawn.id,
        layer=layer,
        inputs=inputs,
        input_shapes=input_shapes,
        shape=shape,
        num_params=num_params,
        num_activations=num_activations,
        trainable=drawn.trainable,
    )


def _require(drawn: DrawnNode, graph: Graph, found: Findings) -> None:
    """Adds a problem where this machine lacks something that the layer needs, even if the layer is not wired. Its shape
    is known."""
    try:
        if drawn.layer is not None:
            drawn.layer.require()
    except NotHere as problem:
        fixes = layer_fixes(drawn, graph, problem.mends)
        found.error((*drawn.place, "layer"), problem.sentence, node=drawn.id, fixes=fixes)


def _refuse(
    drawn: DrawnNode, graph: Graph, problem: ShapeError, found: Findings, paddings: list[Fix]
) -> None:
    wire = graph.inputs(drawn.id).get(problem.handle) if problem.handle is not None else None
    fixes = [*paddings, *layer_fixes(drawn, graph, problem.mends)]
    found.error(
        (*drawn.place, "layer"),
        problem.sentence,
        node=drawn.id,
        edge=wire[0] if wire is not None else None,
        fixes=fixes,
    )


def _report(drawn: DrawnNode, graph: Graph, done: dict[str, Node]) -> NodeReport:
    wires = graph.inputs(drawn.id)
    sources = {handle: done.get(wire.source) for handle, (wire, _) in wires.items()}
    by_handle = [sources.get(handle) for handle in range(max(wires, default=-1) + 1)]
    node = done.get(drawn.id)
    return NodeReport(
        shape=None if node is None else list(node.shape),
        vocab=node.shape.vocab if node is not None and isinstance(node.shape, Tokens) else None,
        input_shapes=[None if source is None else list(source.shape) for source in by_handle],
        num_params=None if node is None else node.num_params,
        max_inputs=drawn.max_inputs,
    )


def activation_bytes(nodes: list[Node], batch_size: int) -> int:
    """The memory in bytes of the float32 activations that all nodes keep for one batch."""
    return 4 * batch_size * sum(node.num_activations for node in nodes)
