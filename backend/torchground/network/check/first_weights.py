"""Warns of first weights that keep all units of a layer equal."""

from __future__ import annotations

from collections.abc import Sequence

from torchground.catalogue.bases.initializer import Initializer
from torchground.catalogue.bases.task import Drawn
from torchground.network.check.findings import Findings
from torchground.network.check.problems import SetField
from torchground.network.check.training_section import TrainingSection
from torchground.network.check.wiring import Graph
from torchground.words import template

ALIKE = template(
    "first_weights.alike",
    "{initializer} gives all units of {names:and} the same weights: they get the same gradient, or none, and stay "
    "alike for ever, so that each of these layers counts as one unit; let the weights differ",
)
PLACE = ("training", "initializer")


def warn_first_weights(
    graph: Graph, section: TrainingSection, nodes: Sequence[Drawn], found: Findings
) -> None:
    """Warns where all units of a hidden layer start with equal weights and nothing makes them different."""
    initializer: Initializer | None = section.plain.get("initializer")
    alike = None if initializer is None else initializer.alike()
    if initializer is None or alike is None or section.plain.get("start") is not None:
        return
    if any(node.layer.random and node.layer.elementwise for node in nodes):
        return  # dropout makes the units different
    hidden = _hidden(nodes, alone=alike == "zero")
    if hidden:
        names = [graph.nodes[node.id].shown for node in hidden]
        fix = SetField(
            title="Let each layer draw its weights in its own way", place=[*PLACE], value=None
        )
        found.warn(PLACE, ALIKE(initializer=initializer.title, names=names), fixes=[fix])


def _hidden(nodes: Sequence[Drawn], *, alone: bool) -> list[Drawn]:
    """The layers with units that come before another matrix or kernel, or that have one more themselves. ``alone`` also
    counts layers with a single unit."""
    behind: dict[str, int] = {}
    for node in reversed(nodes):
        maps = behind.setdefault(node.id, 0) + _num_maps(node)
        for source in node.inputs:
            behind[source] = max(behind.get(source, 0), maps)
    return [
        node
        for node in nodes
        if node.learns
        and (own := _num_maps(node))
        and (own > 1 or (behind[node.id] > 0 and (alone or _num_units(node) > 1)))
    ]


def _num_maps(node: Drawn) -> int:
    return 0 if node.layer.comes_trained else node.layer.num_maps()


def _num_units(node: Drawn) -> int:
    return node.shape[0 if len(node.shape) == 3 else -1]
