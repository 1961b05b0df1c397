"""Applies a fix to a project file, as the page does when a person presses its button."""

from __future__ import annotations

import copy
from typing import Any

from torchground.network.check.problems import (
    AddEdge,
    AddNode,
    Edge,
    Fix,
    InsertLayer,
    RemoveEdge,
    RemoveNode,
    SetField,
    SetFields,
)

Json = dict[str, Any]


def fixed(file: Json, fix: Fix) -> Json:
    """The file after the fix. The given file does not change."""
    file = copy.deepcopy(file)
    if isinstance(fix, SetField):
        return _set(file, fix)
    if isinstance(fix, SetFields):
        for each in fix.fields:
            file = _set(file, each)
        return file
    network = file["network"]
    if isinstance(fix, RemoveEdge):
        network["edges"] = _without(network["edges"], fix.edge)
    elif isinstance(fix, AddEdge):
        network.setdefault("edges", []).append(fix.edge.model_dump())
    elif isinstance(fix, RemoveNode):
        _remove_node(network, fix.node)
    elif isinstance(fix, InsertLayer):
        _insert(network, fix)
    elif isinstance(fix, AddNode):
        network["nodes"].append({"id": "added", "layer": fix.layer})
        if fix.source is not None:
            network.setdefault("edges", []).append({"source": fix.source, "target": "added"})
    return file


def _set(file: Json, fix: SetField) -> Json:
    if not fix.place:
        assert isinstance(fix.value, dict)
        return fix.value
    *way, last = fix.place
    inside: Any = file
    for step in way:
        inside = inside.setdefault(step, {}) if isinstance(inside, dict) else inside[step]
    if fix.value is None:
        del inside[last]
    else:
        inside[last] = fix.value
    return file


def _is(wire: Any, edge: Edge) -> bool:
    return isinstance(wire, dict) and (
        wire.get("source"),
        wire.get("target"),
        wire.get("handle", 0),
    ) == (
        edge.source,
        edge.target,
        edge.handle,
    )


def _without(edges: list[Json], edge: Edge) -> list[Json]:
    """The edges without one wire. Of equal wires, the last one is removed."""
    for index in reversed(range(len(edges))):
        if _is(edges[index], edge):
            return edges[:index] + edges[index + 1 :]
    raise AssertionError(f"a fix names a wire that is not there: {edge}")


def _remove_node(network: Json, name: str) -> None:
    """Removes a node. Its inputs are wired to the nodes that its output went to."""
    edges = [edge for edge in network.get("edges", []) if isinstance(edge, dict)]
    sources = [edge.get("source") for edge in edges if edge.get("target") == name]
    kept = [edge for edge in edges if name not in (edge.get("source"), edge.get("target"))]
    for edge in edges:
        if edge.get("source") == name != edge.get("target") and sources:
            kept.append({**edge, "source": sources[0]})
    network["edges"] = kept
    network["nodes"] = [
        node for node in network["nodes"] if isinstance(node, dict) and node.get("id") != name
    ]


def _insert(network: Json, fix: InsertLayer) -> None:
    network["edges"] = _without(network["edges"], fix.edge)
    network["nodes"].append({"id": "inserted", "layer": fix.layer})
    network["edges"] += [
        {"source": fix.edge.source, "target": "inserted"},
        {"source": "inserted", "target": fix.edge.target, "handle": fix.edge.handle},
    ]
