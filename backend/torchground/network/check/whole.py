"""Checks the drawing as a whole: input and output, cycles, unconnected nodes, gaps between inputs."""

from __future__ import annotations

from torchground.network.check.findings import Findings
from torchground.network.check.problems import (
    AddEdge,
    AddNode,
    Edge,
    Fix,
    RemoveEdge,
    RemoveNode,
    SetField,
)
from torchground.network.check.wiring import EDGES, NODES, DrawnNode, Graph
from torchground.network.graph import circles, reached
from torchground.words import template

NOT_WIRED = template("whole.not_wired", "{node} is not wired to anything; wire it in or remove it")
NOTHING_IN = template("whole.nothing_in", "nothing is wired into {node}; draw a wire to it")
LEADS_NOWHERE = template(
    "whole.leads_nowhere", "what {node} gives leads nowhere; wire it on or remove it"
)
NO_INPUT = template(
    "whole.no_input",
    "the network has no Input, so no sample can enter; add one",
)
NO_OUTPUT = template(
    "whole.no_output",
    "the network has no Output, so it never answers; add one",
)
CIRCLE = template(
    "whole.circle",
    "the wires go round in a circle, {walk}, so no layer could be first; remove one of them",
)
SEVERAL_ENDS = template(
    "whole.several_ends",
    "the network has {num_several} nodes of type {what} and needs exactly one; remove {shown}",
)
GAP = template(
    "whole.gap",
    "input {wanted} of {shown} has no wire although input {handle} has one; wire it or move the other",
)


def check_whole(graph: Graph, found: Findings) -> None:
    """Adds the problems of how nodes and wires are connected."""
    _check_ends(graph, found)
    _check_circles(graph, found)
    _check_loose(graph, found)


def _check_ends(graph: Graph, found: Findings) -> None:
    """Checks that there is exactly one input and one output."""
    inputs = [node for node in graph.nodes.values() if node.is_input]
    outputs = [node for node in graph.nodes.values() if node.is_output]
    if not inputs:
        fix = AddNode(title="Add an Input", layer={"type": "input"})
        found.error(NODES, NO_INPUT(), fixes=[fix])
    if not outputs:
        add = AddNode(title="Add an Output", layer={"type": "output"}, source=_only_end(graph))
        found.error(NODES, NO_OUTPUT(), fixes=[add])
    for several, what in ((inputs, "Input"), (outputs, "Output")):
        for node in several[1:]:
            found.error(
                node.place,
                SEVERAL_ENDS(num_several=len(several), what=what, shown=node.shown),
                node=node.id,
                fixes=[RemoveNode(title=f"Remove {node.id}", node=node.id)],
            )


def _check_circles(graph: Graph, found: Findings) -> None:
    for names in circles(list(graph.nodes), graph.targets):
        walk = " → ".join([*names, names[0]] if len(names) < 12 else [*names[:10], "…", names[0]])
        steps = list(zip(names, [*names[1:], names[0]], strict=True))
        wires = [
            wire
            for source, target in reversed(steps[-6:])
            for wire, _ in graph.inputs(target).values()
            if wire.source == source
        ]
        found.error(
            EDGES,
            CIRCLE(walk=walk),
            node=names[0],
            edge=wires[0],
            fixes=[
                RemoveEdge(title=f"Remove {wire.source} → {wire.target}", edge=wire)
                for wire in wires[:6]
            ],
        )


def _check_loose(graph: Graph, found: Findings) -> None:
    """Checks that every node is connected: it has an input, and its output goes to another node."""
    has_output = any(node.is_output for node in graph.nodes.values())
    for node in graph.nodes.values():
        if node.id in graph.excused:
            continue
        lacks_input = not graph.inputs(node.id) and not node.is_source
        lacks_target = not graph.targets.get(node.id) and not node.is_output and has_output
        if lacks_input and not (graph.targets.get(node.id) or node.is_output):
            sentence = NOT_WIRED(node=node.shown)
        elif lacks_input:
            sentence = NOTHING_IN(node=node.shown)
        elif lacks_target:
            sentence = LEADS_NOWHERE(node=node.shown)
        else:
            _check_gaps(node, graph, found)
            continue
        found.error(
            node.place, sentence, node=node.id, fixes=_loose_fixes(node, graph, lacks_input)
        )


def _check_gaps(node: DrawnNode, graph: Graph, found: Findings) -> None:
    """Checks that the wired inputs of a layer are 0, 1, 2 … without a gap."""
    wired = sorted(graph.inputs(node.id))
    for wanted, handle in enumerate(wired):
        if handle != wanted:
            edge, index = graph.inputs(node.id)[handle]
            fix = SetField(
                title=f"Move the wire to input {wanted}",
                place=[*EDGES, index, "handle"],
                value=wanted,
            )
            found.error(
                node.place,
                GAP(wanted=wanted, shown=node.shown, handle=handle),
                node=node.id,
                edge=edge,
                fixes=[fix],
            )
            return


def _loose_fixes(node: DrawnNode, graph: Graph, lacks_input: bool) -> list[Fix]:
    fixes: list[Fix] = []
    if lacks_input:
        end = _only_end(graph)
        if end is not None and end not in reached(node.id, graph.targets):
            edge = Edge(source=end, target=node.id)
            fixes.append(AddEdge(title=f"Wire {end} to {node.id}", edge=edge))
    else:
        outputs = [other for other in graph.nodes.values() if other.is_output]
        if len(outputs) == 1 and not graph.inputs(outputs[0].id):
            edge = Edge(source=node.id, target=outputs[0].id)
            fixes.append(AddEdge(title=f"Wire {node.id} to {outputs[0].id}", edge=edge))
    if not node.is_input and not node.is_output:
        fixes.append(RemoveNode(title=f"Remove {node.id}", node=node.id))
    return fixes


def _only_end(graph: Graph) -> str | None:
    """The node that has an input (or is a source) and no wire out of it. None unless there is exactly one."""
    ends = [
        node.id
        for node in graph.nodes.values()
        if not graph.targets.get(node.id)
        and not node.is_output
        and (node.is_source or graph.inputs(node.id))
    ]
    return ends[0] if len(ends) == 1 else None
