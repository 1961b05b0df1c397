"""Finds the first value in a step, or in a measurement, that is not finite."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

import torch
from torch import Tensor

from torchground.training.measures import chunk_size
from torchground.training.rehearsing import Part, Passed, gradients_of, parts_of_step
from torchground.training.state import Training

What: TypeAlias = Literal["input", "output", "added", "loss", "gradient", "update", "unknown"]
"""``input``: the samples. ``output``: the output of a node. ``added``: a term that a node adds to the loss. ``loss``:
the loss, where the outputs are finite. ``gradient``: the gradient of a node's params or output, where the loss is
finite. ``update``: the result of the optimizer, or the statistics of a node, where all values before are finite."""


@dataclass(frozen=True)
class NonFinite:
    """The first value that was not finite, and its node."""

    what: What
    node: str | None = None
    """The id of the node, where the value belongs to one."""
    is_nan: bool = False
    """Whether one of the numbers is NaN (0 / 0, ∞ − ∞). Otherwise they are infinite."""
    largest_output: float = 0.0
    """The largest absolute value of the network's outputs, where they are finite."""


def first_nonfinite_in_step(training: Training) -> NonFinite:
    """The first value of the next step that is not finite. Afterwards the run is restored and uses the plain
    strategy."""
    before, random = training.capture(), training.random.get()
    training.strategy = training.plain
    try:
        with torch.enable_grad():
            return _in_step(training)
    finally:
        training.restore(before)
        if random is not None:
            training.random.set(random)


def first_nonfinite_when_measured(training: Training) -> NonFinite:
    """The first value that is not finite when the train samples are measured."""
    x, y = training.measured.train
    chunk = chunk_size(training.project)
    for inputs, targets in zip(torch.split(x, chunk), torch.split(y, chunk), strict=True):
        with training.measuring():
            passed = Passed({n: [v] for n, v in training.network.outputs(inputs).items()})
            passed.loss = training.objective.of(
                passed.outputs[training.project.nodes[-1].id][0], targets
            )
            found = _in_inputs(inputs) or _in_forward(training, passed)
        if found is not None:
            return found
    return NonFinite("unknown")


def _in_step(training: Training) -> NonFinite:
    """Goes through the next step part by part. Changes the run."""
    if training.settings.scheduler is not None:
        training.follow_schedule()
    batch = training.prepared(training.next_batches(1)[0])
    found = _in_inputs(batch[0])
    for part in parts_of_step(training):
        if found is not None:
            break
        place = training.capture()
        passed = part.forward(batch)
        found = _in_forward(training, passed) or _in_gradients(training, part, passed)
        training.restore(place)
        if found is None:
            part.take(batch)
            found = _in_update(training)
    return found or NonFinite("unknown")


def _in_inputs(x: Tensor) -> NonFinite | None:
    return None if _finite(x) else NonFinite("input", is_nan=_has_nan([x]))


def _in_forward(training: Training, passed: Passed) -> NonFinite | None:
    """Checks the outputs in project order, then the terms that layers add to the loss, then the loss."""
    for node in training.project.nodes:
        values = passed.outputs.get(node.id, [])
        if not all(map(_finite, values)):
            return NonFinite("output", node.id, _has_nan(values))
    if _finite(passed.loss):
        return None
    for name, added in training.network.added().items():
        if not _finite(added):
            return NonFinite("added", name, _has_nan([added]))
    last = passed.outputs.get(training.project.nodes[-1].id, [])
    largest = max((float(value.detach().abs().max()) for value in last), default=0.0)
    return NonFinite("loss", None, _has_nan([passed.loss]), largest)


def _in_gradients(training: Training, part: Part, passed: Passed) -> NonFinite | None:
    """Checks the gradients from the last node to the first, as they flow: the output of a node, then its params."""
    names = {param: name for name, param in training.named_params}
    params = {names[param]: param for param in part.learner.params}
    of_outputs, of_params = gradients_of(passed, params)
    for node in reversed(training.project.nodes):
        found = [of_outputs[node.id]] if node.id in of_outputs else []
        found += [grad for name, grad in of_params.items() if name.partition(".")[0] == node.id]
        if not all(map(_finite, found)):
            return NonFinite("gradient", node.id, _has_nan(found))
    return None


def _in_update(training: Training) -> NonFinite | None:
    """The first node whose params or statistics are not finite after the update."""
    states: Mapping[str, Tensor] = training.network.state_dict()
    broken = [(name, value) for name, value in states.items() if not _finite(value)]
    if not broken:
        return None
    of_nodes = {name.split(".")[1] for name, _ in broken}  # layers.h1.weight
    nodes = [node.id for node in training.project.nodes if node.id in of_nodes]
    return NonFinite("update", nodes[0], _has_nan(v for _, v in broken))


def _finite(value: Tensor) -> bool:
    return bool(torch.isfinite(value).all())


def _has_nan(values: Iterable[Tensor]) -> bool:
    return any(bool(torch.isnan(value).any()) for value in values)
