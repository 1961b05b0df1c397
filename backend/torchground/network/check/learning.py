"""Checks that the network can learn: some params must not be frozen, and a gradient must reach them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from torchground.catalogue.bases.dependence import is_empty, whole
from torchground.catalogue.bases.layer import GradientStop
from torchground.catalogue.bases.task import Drawn
from torchground.network.check.findings import Findings, Place
from torchground.network.check.layer_fixes import layer_fixes
from torchground.network.check.problems import Edge, Fix, InsertLayer, SetField
from torchground.network.check.training_section import TrainingSection
from torchground.network.check.wiring import NODES, Graph
from torchground.network.graph import reached
from torchground.words import Sentence, template

NOTHING = template("learning.nothing", "there is nothing to learn: {why:inside}")
NOTHING_OF = template("learning.nothing_of", "the {network} has nothing to learn: {why:inside}")
FROZEN = template("learning.frozen", "every layer with weights is frozen; let one learn")
WEIGHTLESS = template("learning.weightless", "no layer has weights; put one in")
STOPPED = template("learning.stopped", "no gradient passes {layer}: {why:inside}")
READS_NOTHING = template("learning.reads_nothing", "it gives the same whatever comes in")
NEVER_LEARNS = template(
    "learning.never_learns",
    "no gradient passes {layer}: {why:inside}; what stands before it stays as it was drawn: {names:and}",
)


def check_learning(
    graph: Graph, section: TrainingSection, nodes: Sequence[Drawn], found: Findings
) -> None:
    """Adds a problem for each network in which nothing can learn, and a warning for layers that no gradient reaches."""
    if section.task is None:
        return
    flow = _flow(nodes)
    idle = False
    for name, part in section.task.learners(nodes).items():
        if not any(node.learns and node.id in flow.reached for node in part):
            idle = True
            _refuse(name, part, flow, graph, found)
    if not idle:
        _warn(nodes, flow, graph, found)


@dataclass(frozen=True)
class _Flow:
    """How far the gradient flows back from the output."""

    reached: frozenset[str]
    stops: Mapping[str, GradientStop]
    """The layers that the gradient reaches but does not pass, where other nodes come before them."""


def _flow(nodes: Sequence[Drawn]) -> _Flow:
    reached = {node.id for node in nodes if node.layer.type == "output"}
    stops: dict[str, GradientStop] = {}
    for node in reversed(nodes):
        if node.id not in reached or not node.inputs:
            continue
        stop = _stop(node)
        if stop is None:
            read = node.layer.reads(whole(node.shape), *node.input_shapes)
            pairs = zip(node.inputs, read, strict=True)
            reached |= {source for source, box in pairs if not is_empty(box)}
        else:
            stops[node.id] = stop
    return _Flow(frozenset(reached), stops)


def _stop(node: Drawn) -> GradientStop | None:
    stop = node.layer.gradient_stop(*node.input_shapes)
    if stop is not None:
        return stop
    read = node.layer.reads(whole(node.shape), *node.input_shapes)
    return GradientStop(READS_NOTHING()) if all(is_empty(box) for box in read) else None


# ---- nothing can learn ---------------------------------------------------------------------------


def _refuse(name: str, part: Sequence[Drawn], flow: _Flow, graph: Graph, found: Findings) -> None:
    frozen = [node for node in part if node.num_params and not node.trainable]
    why, fixes, blamed = _why(part, frozen, flow, graph)
    place: Place = NODES if blamed is None else graph.nodes[blamed].place
    if not name:
        found.error(NODES, NOTHING(why=why), fixes=fixes)
    else:
        found.error(place, NOTHING_OF(network=name, why=why), node=blamed, fixes=fixes)


def _why(
    part: Sequence[Drawn], frozen: Sequence[Drawn], flow: _Flow, graph: Graph
) -> tuple[Sentence, list[Fix], str | None]:
    """The reason, its fixes, and the node that causes it."""
    stop = _stop_behind([node.id for node in part if node.learns], flow, graph)
    if stop is not None:
        drawn = graph.nodes[stop]
        why = STOPPED(layer=drawn.shown, why=flow.stops[stop].why)
        return why, layer_fixes(drawn, graph, flow.stops[stop].mends), stop
    if frozen:
        return FROZEN(), [_thaw(node, graph) for node in frozen], frozen[0].id
    return WEIGHTLESS(), _give_weights(part, graph), part[-1].id if part else None


def _stop_behind(names: Sequence[str], flow: _Flow, graph: Graph) -> str | None:
    """The layer that keeps the gradient from these nodes. Where there are several, the one nearest to the output."""
    stops = reversed([name for name in graph.order if name in flow.stops])
    behind = {target for name in names for target in reached(name, graph.targets)}
    return next((name for name in stops if name in behind), None)


def _thaw(node: Drawn, graph: Graph) -> Fix:
    place = [*graph.nodes[node.id].place, "trainable"]
    return SetField(title=f"Let {node.id} learn", place=place, value=None)


def _give_weights(part: Sequence[Drawn], graph: Graph) -> list[Fix]:
    """A fix that gives the part weights: the output's own linear layer where the output is in the part, else a Linear
    layer on the first wire that carries a flat shape."""
    for node in part:
        if node.layer.type == "output":
            place: list[str | int] = [*graph.nodes[node.id].place, "layer", "head"]
            return [SetField(title="End with a linear layer", place=place, value="linear")]
    for node in part:
        for target in graph.targets.get(node.id, ()) if len(node.shape) == 1 else ():
            wires = graph.inputs(target).values()
            edge = next(wire for wire, _ in wires if wire.source == node.id)
            return [_insert_linear(edge, node.shape[0])]
    return []


def _insert_linear(edge: Edge, size: int) -> Fix:
    layer = {"type": "linear", "out_features": size}
    return InsertLayer(title=f"Insert Linear with {size}", edge=edge, layer={**layer})


# ---- some layers cannot learn ----------------------------------------------------------------------


def _warn(nodes: Sequence[Drawn], flow: _Flow, graph: Graph, found: Findings) -> None:
    """For each layer that stops the gradient, warns of the nodes before it that have params and are not frozen."""
    by_id = {node.id: node for node in nodes}
    for name, stop in flow.stops.items():
        before = _before(name, by_id)
        stuck = [n for n in nodes if n.id in before and n.learns and n.id not in flow.reached]
        if not stuck:
            continue
        drawn = graph.nodes[name]
        names = [graph.nodes[node.id].shown for node in stuck]
        fixes = layer_fixes(drawn, graph, stop.mends) + [_freeze(node, graph) for node in stuck[:1]]
        found.warn(
            (*drawn.place, "layer"),
            NEVER_LEARNS(layer=drawn.shown, why=stop.why, names=names),
            node=name,
            fixes=fixes if len(stuck) == 1 else fixes[: len(stop.mends)],
        )


def _freeze(node: Drawn, graph: Graph) -> Fix:
    place = [*graph.nodes[node.id].place, "trainable"]
    return SetField(title=f"Freeze {node.id}, as it is anyway", place=place, value=False)


def _before(name: str, by_id: Mapping[str, Drawn]) -> set[str]:
    """All nodes that a node depends on."""
    waiting, before = list(by_id[name].inputs), set[str]()
    while waiting:
        one = waiting.pop()
        if one not in before:
            before.add(one)
            waiting.extend(by_id[one].inputs)
    return before
