"""What shows whether a network learns well: units that pass no gradient, its loss beside a blind guess, classes that it
never answers with, and how far its weights have moved."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from torchground.probing.probe import Probe, ProbeContext, activations_of
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.table import (
    ClassHealth,
    LayerHealth,
    TableFacts,
    TrainingHealth,
)
from torchground.telemetry.reading import Reading

if TYPE_CHECKING:
    from torch import Tensor

    from torchground.network.spec import Node

MOST_MEASURED = 1024
"""At most this many train samples are measured: the first ones."""
NUM_ACTIVATED = 256
"""On this many of them the activations are measured."""
FAR = 20.0
"""An activation that is flat at minus and plus this number can saturate on both sides."""
MOST_CLASSES = 100
"""With more classes than this, they are not counted."""


class HealthProbe(Probe):
    """Measures what goes wrong in a training: saturated and dead units, a loss that a blind guess reaches as well, a
    class that is never answered, weights that hardly move.

    The page makes sentences of it that name the cause and what mends it.
    """

    title = "Health of the training"
    group = "Training"
    order = 9
    source = "A. Karpathy, A Recipe for Training Neural Networks (2019)"
    kinds: ClassVar[tuple[Kind, ...]] = (TableFacts,)

    type: Literal["health"] = "health"

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading, a table of what was measured and where. Its fact ``health`` has the same as numbers.

        The samples are the first 1024 of the train half; activations are measured on the first 256 of them.
        """
        from torchground.probing.shared.blind import blind_loss
        from torchground.probing.shared.pictures import outputs_for

        x, y = context.train_x[:MOST_MEASURED], context.train_y[:MOST_MEASURED]
        outputs = outputs_for(context, x)
        loss = None
        if context.task.asks in ("classes", "numbers"):
            loss = _finite(float(context.loss(*context.task.paired(outputs, y))))
        found = TrainingHealth(
            samples=len(x),
            loss=loss,
            blind_loss=blind_loss(context, outputs, y),
            moved=_moved(context),
            layers=_layers(context),
            classes=_classes(context, outputs, y),
        )
        rows = list(_rows(found))
        return [
            Reading(
                "", {}, TableFacts(columns=["what", "where", "number"], rows=rows, health=found)
            )
        ]


def _layers(context: ProbeContext) -> list[LayerHealth]:
    nodes = activations_of(context.project)
    if not nodes:
        return []
    outputs = context.network.outputs(context.train_x[:NUM_ACTIVATED])
    return [_layer(context, node, outputs) for node in nodes]


def _layer(context: ProbeContext, node: Node, outputs: Mapping[str, Tensor]) -> LayerHealth:
    import torch

    from torchground.probing.shared.derivatives import FLAT, with_derivative

    (source,) = node.inputs
    came = outputs[source]
    size = with_derivative(context, node.id, came)[1].abs()
    # One unit of a picture is a channel; it is dead only where it is so at every place.
    of_units = size.amax(dim=0) if size.dim() < 4 else size.amax(dim=(0, 2, 3))
    ends = torch.full_like(came[:1], FAR)
    far = [with_derivative(context, node.id, end)[1].abs().max().item() for end in (ends, -ends)]
    return LayerHealth(
        node=node.id,
        units=of_units.numel(),
        dead=int((of_units == 0).sum().item()),
        saturated=(size < FLAT).double().mean().item() if max(far) < FLAT else None,
    )


def _classes(context: ProbeContext, outputs: Tensor, targets: Tensor) -> list[ClassHealth]:
    import torch

    from torchground.probing.shared.pictures import predicted_classes

    names = context.data.classes
    if context.task.type != "classification" or len(names) > MOST_CLASSES:
        return []
    answers = torch.bincount(predicted_classes(outputs), minlength=len(names)).tolist()
    samples = torch.bincount(targets, minlength=len(names)).tolist()
    return [
        ClassHealth(name=name, samples=samples[at], answers=answers[at])
        for at, name in enumerate(names)
    ]


def _moved(context: ProbeContext) -> float | None:
    """The distance of all params from their start, divided by their norm at the start."""
    now = [(name, param.detach()) for name, param in context.network.named_weights()]
    pairs = [(context.start[name], param) for name, param in now if name in context.start]
    norm = math.sqrt(sum(float(start.double().square().sum()) for start, _ in pairs))
    moved = math.sqrt(sum(float((now - start).double().square().sum()) for start, now in pairs))
    return _finite(moved / norm) if norm else None


def _rows(health: TrainingHealth) -> Sequence[list[str | float | None]]:
    rows: list[list[str | float | None]] = [
        ["loss", None, health.loss],
        ["loss of a blind guess", None, health.blind_loss],
        ["weights moved by", None, health.moved],
    ]
    for layer in health.layers:
        rows.append(["dead units", layer.node, layer.dead])
        if layer.saturated is not None:
            rows.append(["saturated part", layer.node, layer.saturated])
    for one in health.classes:
        rows.append(["answers with the class", one.name, one.answers])
    return rows


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
