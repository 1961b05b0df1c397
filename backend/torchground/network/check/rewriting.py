"""Makes the fix that replaces a node of another library by several nodes of Torchground."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from torchground.catalogue.bases.translating import Translation
from torchground.network.check.problems import SetField

Json = dict[str, Any]


def rewritten(network: Mapping[str, Any], node: str, translation: Translation) -> SetField:
    """A fix that sets the whole network: the node gets its new layer, and the layers that must follow it become new
    nodes.

    Items in the file that are not nodes or wires stay as they are.
    """
    nodes: list[Any] = []
    last = node
    for value in network["nodes"]:
        if not isinstance(value, dict) or value.get("id") != node:
            nodes.append(value)
            continue
        nodes.append({**value, "layer": translation.value})
        for layer in translation.behind:
            last = _fresh(layer["type"], network["nodes"])
            nodes.append({"id": last, "layer": layer})
    edges = [_moved(wire, node, last) for wire in network.get("edges", [])]
    edges.append({"source": node, "target": last})
    behind = " and ".join(layer["type"] for layer in translation.behind)
    return SetField(
        title=f"Write it as {translation.kind.title} with {behind} behind it",
        place=["network"],
        value={**network, "nodes": nodes, "edges": edges},
    )


def _moved(wire: Any, node: str, last: str) -> Any:
    """A wire that starts at the node starts at the last new node instead."""
    leaves = isinstance(wire, dict) and wire.get("source") == node
    return {**wire, "source": last} if leaves else wire


def _fresh(name: str, nodes: list[Any]) -> str:
    taken = {value.get("id") for value in nodes if isinstance(value, dict)}
    numbers = range(1, len(nodes) + 2)
    return next(new for number in numbers if (new := f"{name}{number}") not in taken)
