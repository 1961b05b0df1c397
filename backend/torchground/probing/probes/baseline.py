"""The scores of the network beside those of simple methods."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from torchground.catalogue.bases.shapes import Tokens
from torchground.probing.probe import Probe, ProbeContext, ProbeError
from torchground.probing.shared.yardsticks import (
    Halves,
    Row,
    for_classes,
    for_numbers,
    for_reconstruction,
    for_series,
    for_tokens,
)
from torchground.telemetry.facts import Facts, Kind
from torchground.telemetry.kinds.table import TableFacts
from torchground.telemetry.offers import Offer
from torchground.telemetry.reading import Reading
from torchground.words import template

if TYPE_CHECKING:
    from torchground.network.spec import Project

NO_SIMPLE_METHOD_BESIDE = template(
    "baseline.no_simple_method_beside",
    "there is no simple method to set beside this task",
)

MOST_MEASURED = 10_000
"""At most this many samples of each half are scored: the first ones."""
NAMES = {
    "accuracy": "accuracy",
    "r2": "R²",
    "mse": "mean squared error",
    "nats_per_token": "nats per token",
}


class Baseline(Probe):
    """The scores of simple methods on the same data, beside the network: a straight line, counting words, repeating the
    last value, PCA. A network that is not better than these is not needed.

    The simple methods are fitted once in a run to the same train samples, and scored like the network.
    """

    title = "Beside simple methods"
    group = "Answers"
    order = 20
    source = "D. Hand, Classifier Technology and the Illusion of Progress (2006)"
    kinds: ClassVar[tuple[Kind, ...]] = (TableFacts,)

    type: Literal["baseline"] = "baseline"

    @classmethod
    def offers(cls, project: Project) -> Sequence[Offer]:
        if _measure(project) is None:
            return ()
        return [Offer(probe={"type": "baseline"}, title=cls.title, place="output", order=20)]

    def measure(self, context: ProbeContext) -> Sequence[Reading[Facts]]:
        """One reading, a table: the network's row, then one row for each simple method, with its name and its scores on
        both halves."""
        measure = _measure(context.project)
        if measure is None:
            raise ProbeError(NO_SIMPLE_METHOD_BESIDE())
        if context.memory.get("baseline of") != context.task:  # another noise, another task
            context.memory["baseline of"] = context.task
            context.memory["baseline"] = list(_simple(context, measure))
        rows: list[list[str | float | None]] = [
            [method, _finite(train), _finite(test)]
            for method, train, test in [_network(context, measure), *context.memory["baseline"]]
        ]
        name = NAMES[measure]
        facts = TableFacts(columns=["method", f"train {name}", f"test {name}"], rows=rows)
        return [Reading("", {}, facts)]


def _measure(project: Project) -> str | None:
    """The metric that is compared. None where no simple method fits the task."""
    task, info = project.training.task, project.info
    if task.type == "reconstruction":
        return "mse"
    if task.asks == "classes" and info.asks == "tokens":
        return None if project.training.loss.squashed() == "none" else "nats_per_token"
    if task.asks == "classes":
        return "accuracy"
    if task.asks == "numbers" and info.asks == "numbers":
        return "mse" if len(info.shape) == 2 else "r2"
    return None


def _network(context: ProbeContext, measure: str) -> Row:
    """The scores of the network, in the task's own metric."""
    from torchground.probing.shared.pictures import outputs_for

    scores = []
    for x, y in ((context.train_x, context.train_y), (context.test_x, context.test_y)):
        outputs = outputs_for(context, x[:MOST_MEASURED])
        metrics = context.task.metrics(outputs, y[:MOST_MEASURED], context.project.training.loss)
        scores.append(metrics[measure])
    return "this network", scores[0], scores[1]


def _simple(context: ProbeContext, measure: str) -> Sequence[Row]:
    """The rows of the simple methods that fit the task and its data."""
    from torchground.probing.shared.pictures import exact

    parts = (context.train_x, context.train_y, context.test_x, context.test_y)
    halves = Halves(*(exact(part[:MOST_MEASURED]) for part in parts))
    data = context.data
    if context.task.type == "reconstruction":
        return list(for_reconstruction(halves, narrowest(context.project)))
    if measure == "nats_per_token":
        return list(for_tokens(halves, len(data.vocab), causal=data.causal))
    if measure == "accuracy":
        return list(for_classes(halves, len(data.vocab), data.pad_token))
    return list(for_series(halves) if measure == "mse" else for_numbers(halves))


def narrowest(project: Project) -> int | None:
    """The number of features of the narrowest flat layer between input and output. None where there is no such
    layer."""
    inner = [
        node.shape[0]
        for node in project.nodes[1:-1]
        if len(node.shape) == 1 and not isinstance(node.shape, Tokens)
    ]
    return min(inner, default=None)


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
