"""Checks on a run's own batches whether the fast strategy gives the same bits, before the run uses it.

The search is a generator. It pauses after every few milliseconds, so that other runs in the process have their turns.
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
    """Why a run keeps the plain strategy for now."""

    reason: str
    lasting: bool
    """Whether the reason holds until a setting changes. Otherwise a later search may succeed."""


Found: TypeAlias = Fast | NoFasterStrategy
Search: TypeAlias = Generator[None, None, Found]


def faster_strategy(training: Training) -> Found:
    """A checked fast strategy for this run, or why there is none. The state of the run does not change.

    Must not be called before the first step, because the optimizer has no state yet.
    """
    return finish(search(training))


def finish(search: Search) -> Found:
    """The result of a search, without pauses."""
    while True:
        try:
            next(search)
        except StopIteration as end:
            found: Found = end.value
            return found


def search(training: Training) -> Search:
    """The search in pieces. Between two pieces the run is in another state: nothing may read or change it until the
    search has ended or was closed. The run's random state must be in place whenever the search continues."""
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
    except Exception as error:  # the run keeps the plain strategy
        return NoFasterStrategy(f"{type(error).__name__}: {error}", lasting=False)
    finally:
        training.restore(before)


def _recorded(training: Training) -> Generator[None, None, Fast]:
    """The fast strategy of this network, not checked yet. Changes the run."""
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
    """A few batches, prepared as for the next steps."""
    batches = []
    for batch in training.examples():
        batches.append(training.prepared(batch))
        yield
    return batches


def _after_steps(
    training: Training, strategy: StepStrategy, before: Capture
) -> Generator[None, None, list[Tensor]]:
    """Losses, gradients and the whole state after a few steps from the same start."""
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
