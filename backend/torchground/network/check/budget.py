"""Checks the size of the whole network and whether the batch size suits it."""

from __future__ import annotations

from torchground.network.check.findings import Findings, Place
from torchground.network.check.problems import Fix, SetField
from torchground.network.check.shaping import Shaped, activation_bytes
from torchground.network.check.training_section import TrainingSection
from torchground.network.check.wiring import Graph
from torchground.network.limits import LIMITS
from torchground.network.spec import Node
from torchground.words import template

TOO_MANY_PARAMS = template(
    "budget.too_many_params",
    "the network has {total:,} params and may have at most {params:,}; {shown} alone has {num_params:,}, "
    "make it smaller",
)
TOO_MUCH_MEMORY = template(
    "budget.too_much_memory",
    "one batch of {batch_size:,} needs {size} for what the layers keep, at most {most} are "
    "allowed; {shown} keeps most; use smaller layers or a smaller batch",
)
BATCH_OF_ONE = template(
    "budget.batch_of_one",
    "with {num_train:,} train samples in batches of {batch_size:,} there is a batch of one sample, and "
    "{shown} compares the samples of a batch; use another batch_size",
)

BATCH: Place = ("training", "batch_size")
MOST_SAMPLES = 65_536
"""The most samples in one batch."""

IN_PARTS = template(
    "budget.batches_of_a_part",
    "{optimizer} is made for all samples in one batch, and here a batch has {batch_size:,} of {num_train:,}: what it "
    "remembers of one batch misleads it in the next; use one batch of all samples, or another optimizer",
)


def check_budget(graph: Graph, section: TrainingSection, shaped: Shaped, found: Findings) -> None:
    """Finds all problems of size and of the batch."""
    _check_params(graph, shaped, found)
    _check_activations(graph, section, shaped, found)
    _check_batches(graph, section, shaped, found)
    _warn_parts(section, shaped, found)


def _check_params(graph: Graph, shaped: Shaped, found: Findings) -> None:
    total = sum(node.num_params for node in shaped.nodes)
    if total <= LIMITS.params:
        return
    largest = max(shaped.nodes, key=lambda node: node.num_params)
    drawn = graph.nodes[largest.id]
    found.error(
        (*drawn.place, "layer"),
        TOO_MANY_PARAMS(
            total=total, params=LIMITS.params, shown=drawn.shown, num_params=largest.num_params
        ),
        node=largest.id,
        fixes=_smaller_layer(largest, total, drawn.place),
    )


def _smaller_layer(node: Node, total: int, place: Place) -> list[Fix]:
    """A fix with the largest size of that layer that keeps the whole network within the limit. Empty where there is
    none."""
    room = LIMITS.params - (total - node.num_params)
    for name in ("out_features", "out_channels"):
        size = getattr(node.layer, name, None)
        if isinstance(size, int) and room > 0:
            fitting = room * size // node.num_params
            if fitting >= 1:
                return [
                    SetField(
                        title=f"Set {name} of {node.id} to {fitting}",
                        place=[*place, "layer", name],
                        value=fitting,
                    )
                ]
    return []


def _check_activations(
    graph: Graph, section: TrainingSection, shaped: Shaped, found: Findings
) -> None:
    size = activation_bytes(shaped.nodes, section.batch_size)
    if size <= LIMITS.activation_bytes:
        return
    largest = max(shaped.nodes, key=lambda node: node.num_activations)
    fitting = LIMITS.activation_bytes // activation_bytes(shaped.nodes, 1)
    fixes: list[Fix] = []
    if fitting >= 1:
        fixes = [
            SetField(title=f"Set batch_size to {fitting}", place=[*BATCH], value=fitting),
        ]
    found.error(
        BATCH if fixes else (*graph.nodes[largest.id].place, "layer"),
        TOO_MUCH_MEMORY(
            batch_size=section.batch_size,
            size=_mib(size),
            most=_mib(LIMITS.activation_bytes),
            shown=graph.nodes[largest.id].shown,
        ),
        node=largest.id,
        fixes=fixes,
    )


def _mib(size: int) -> str:
    return f"{-(-size // 2**20):,} MiB"


def _check_batches(graph: Graph, section: TrainingSection, shaped: Shaped, found: Findings) -> None:
    """A layer that normalises over the batch needs more than one number for each channel, also in the last batch."""
    picky = [
        node
        for node in shaped.nodes
        if node.trainable
        and node.layer.batchwise
        and node.layer.num_compared(*node.input_shapes) == 1
    ]
    if not picky or section.info is None:
        return
    num_train, batch_size = section.info.num_train, section.batch_size
    if batch_size > num_train or (batch_size > 1 and num_train % batch_size != 1):
        return
    fitting = _fitting_batch(num_train, batch_size)
    found.error(
        BATCH,
        BATCH_OF_ONE(
            num_train=num_train, batch_size=batch_size, shown=graph.nodes[picky[0].id].shown
        ),
        node=picky[0].id,
        fixes=[SetField(title=f"Set batch_size to {fitting}", place=[*BATCH], value=fitting)]
        if fitting is not None
        else [],
    )


def _warn_parts(section: TrainingSection, shaped: Shaped, found: Findings) -> None:
    """Warns of an optimizer that needs all samples in one batch but gets smaller batches."""
    optimizer, info = section.optimizer, section.info
    if optimizer is None or info is None or not optimizer.whole_batch:
        return
    if section.batch_size >= info.num_train:
        return
    fixes: list[Fix] = [
        SetField(title="Use Adam", place=["training", "optimizer"], value={"type": "adam"})
    ]
    fits = activation_bytes(shaped.nodes, info.num_train) <= LIMITS.activation_bytes
    if fits and info.num_train <= MOST_SAMPLES:
        title = f"Set batch_size to {info.num_train}: all samples"
        fixes.insert(0, SetField(title=title, place=[*BATCH], value=info.num_train))
    found.warn(
        ("training", "optimizer"),
        IN_PARTS(
            optimizer=optimizer.title, batch_size=section.batch_size, num_train=info.num_train
        ),
        fixes=fixes,
    )


def _fitting_batch(num_train: int, batch_size: int) -> int | None:
    """The next larger batch size that leaves no batch of one sample. None where there is none."""
    sizes = range(max(2, batch_size), num_train + 1)
    return next((size for size in sizes if num_train % size != 1), None)
