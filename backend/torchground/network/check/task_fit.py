"""Checks of the drawing that depend on the task or the loss."""

from __future__ import annotations

from torchground.network.check.findings import Findings, Place
from torchground.network.check.layer_fixes import layer_fixes
from torchground.network.check.problems import Fix, RemoveNode, SetField
from torchground.network.check.shaping import Shaped
from torchground.network.check.training_section import TrainingSection
from torchground.network.check.wiring import NODES, DrawnNode, Graph
from torchground.words import template

NO_LOGARITHMS = template(
    "task_fit.no_logarithms",
    "negative log-likelihood takes logarithms of shares, and nothing makes them: its outputs will grow "
    "without end; put LogSoftmax before an Output whose head is none, or use cross-entropy",
)
TAKEN_TWICE = template(
    "task_fit.taken_twice",
    "{loss} takes the {function} by itself, and {layer} takes it before; learning will be slow and never "
    "sure; remove it",
)

TAKES_ITSELF = {"softmax": ("softmax",), "sigmoid": ("sigmoid",)}
"""The layers that apply the same function to the outputs as the loss does."""


def check_drawing(graph: Graph, section: TrainingSection, shaped: Shaped, found: Findings) -> None:
    """Lets the task check the drawing, after all shapes are known."""
    if section.task is None or len(shaped.nodes) < len(graph.nodes):
        return
    refusal = section.task.refuses_drawing(shaped.nodes)
    if refusal is None:
        return
    drawn = graph.nodes.get(refusal.node or "")
    if drawn is None:
        found.error(NODES, refusal.sentence)
        return
    place: Place = (*drawn.place, "layer")
    fixes = layer_fixes(drawn, graph, refusal.mends)
    found.error(place, refusal.sentence, node=drawn.id, fixes=fixes)


def warn_answers(graph: Graph, section: TrainingSection, found: Findings) -> None:
    """Warns where softmax or sigmoid is applied twice, and where a loss needs log-probabilities but no layer gives
    them."""
    if section.loss is None:
        return
    ends = _last_layers(graph)
    if section.loss.type == "nll":
        _warn_logarithms(ends, found)
        return
    taken = TAKES_ITSELF.get(section.loss.squashed(), ())
    for node in ends[1:]:
        if node.layer is not None and node.layer.type in taken:
            fix = RemoveNode(title=f"Remove {node.id}", node=node.id)
            found.warn(
                (*node.place, "layer"),
                TAKEN_TWICE(
                    loss=section.loss.title.lower(), function=node.layer.type, layer=node.shown
                ),
                node=node.id,
                fixes=[fix],
            )


def _warn_logarithms(ends: list[DrawnNode], found: Findings) -> None:
    if any(node.layer is not None and node.layer.type == "log_softmax" for node in ends):
        return
    place: Place = ("training", "loss")
    fixes: list[Fix] = [
        SetField(title="Use Cross-entropy", place=[*place], value={"type": "cross_entropy"})
    ]
    found.warn(
        place,
        NO_LOGARITHMS(),
        fixes=fixes,
    )


def _last_layers(graph: Graph) -> list[DrawnNode]:
    """The output and the elementwise layers before it, back to the first layer that is not elementwise.

    Only the output where it has a layer of its own.
    """
    output = next(node for node in graph.nodes.values() if node.is_output)
    walked = [output]
    if getattr(output.layer, "head", None) != "none":
        return walked
    while len(wires := graph.inputs(walked[-1].id)) == 1:
        node = graph.nodes[next(iter(wires.values()))[0].source]
        walked.append(node)
        if node.kind is None or not node.kind.elementwise:
            break
    return walked
