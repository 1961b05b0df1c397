"""Whether the fast strategy gives the same bits for this network: tried on its own batches before it is used.

The search is a generator that pauses after every piece of a few milliseconds, so that other runs of the same process
go on meanwhile.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TypeAlias

import torch
from torch import Tensor

from torchground.training.capture import Capture, StepStrategy
from torchground.training.data import Batch
from torchground.training.state import Training
from torchground.training.strategies.eager_step import EagerStep
from torchground.training.strategies.recorded_step import RecordedGanStep, RecordedStep, scripted
from torchground.training.strategies.recording import NotRecordable

Fast: TypeAlias = RecordedStep | RecordedGanStep


@dataclass(frozen=True)
class NoFasterStrategy:
    """Why a run stays on the plain strategy for now."""

    reason: str
    lasting: bool
    """Whether the reason holds until a setting changes; else it is worth looking again later."""


Found: TypeAlias = Fast | NoFasterStrategy
Search: TypeAlias = Generator[None, None, Found]


def faster_strategy(training: Training) -> Found:
    """A proven fast strategy for this run, or why there is none; the run stands exactly where it stood.

    Must not be called while the run has taken no step: the optimizer has nothing to remember yet.
    """
    return finish(search(training))


def finish(search: Search) -> Found:
    """What a search finds, without a pause."""
    while True:
        try:
            next(search)
        except StopIteration as end:
            found: Found = end.value
            return found


def search(training: Training) -> Search:
    """The same in pieces. Between two of them the run is away from its place: nothing of it may be read or changed
    until the search has ended or was closed, and its random numbers must be in place whenever the search goes on."""
    if training.device.type != "cpu":
        return NoFasterStrategy("the run is not on the CPU", lasting=True)
    if any(one.closure for one in training.learners.values()):
        return NoFasterStrategy(
            "the optimizer computes the loss more than once in a step", lasting=True
        )
    before = training.capture()
    try:
        strategy = yield from _recorded(training)
        expected = yield from _after_steps(training, training.plain, before)
        found = yield from _after_steps(training, strategy, before)
        if _same(expected, found):
            return strategy
        return NoFasterStrategy("the recorded step gave other bits", lasting=False)
    except NotRecordable as error:
        return NoFasterStrategy(str(error), lasting=True)
    except (
        Exception
    ) as error:  # whatever keeps a step from being recorded, the plain strategy trains on
        return NoFasterStrategy(f"{type(error).__name__}: {error}", lasting=False)
    finally:
        training.restore(before)


def _recorded(training: Training) -> Generator[None, None, Fast]:
    """The fast strategy of this network, not proven yet; the run is moved."""
    network, plain = training.network, training.plain
    batches = yield from _examples(training)
    if isinstance(plain, EagerStep):
        whole = yield from scripted(network, plain.objective, plain.learner.params, batches)
        return RecordedStep(plain, whole)
    gan_losses = plain.gan_losses
    judge = yield from scripted(
        network, lambda x, y: gan_losses.discriminators(x), plain.discriminator.params, batches
    )
    maker = yield from scripted(
        network, lambda x, y: gan_losses.generators(x), plain.generator.params, batches
    )
    return RecordedGanStep(network, plain, judge, maker)


def _examples(training: Training) -> Generator[None, None, list[Batch]]:
    """A few batches as the next steps take them."""
    batches = []
    for batch in training.examples():
        batches.append(training.prepared(batch))
        yield
    return batches


def _after_steps(
    training: Training, strategy: StepStrategy, before: Capture
) -> Generator[None, None, list[Tensor]]:
    """Losses, gradients and everything that is remembered after a few steps from the same place."""
    training.restore(before)
    strategy.retune()
    batches = yield from _examples(training)
    losses = []
    for x, y in batches:
        losses.append(strategy.step(x, y))
        yield
    gradients = [gradient.clone() for gradient in strategy.gradients() if gradient is not None]
    strategy.retune()
    numbers = torch.tensor(losses, dtype=torch.float64)
    return [numbers, *gradients, *training.capture().tensors.values()]


def _same(some: list[Tensor], others: list[Tensor]) -> bool:
    pairs = zip(some, others, strict=True)
    return all(torch.equal(one, other) for one, other in pairs)
