"""A run as its probes see it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import partial
from typing import Any

from torch import Tensor

from torchground.probing.probe import ProbeContext
from torchground.probing.scheduler import Measurement, ProbeScheduler
from torchground.training.messages import Measured, ProbeFailed, ProbeFrame
from torchground.training.rehearsing import rehearse
from torchground.training.state import Training


class TrainingForProbes:
    """What probes may read of a training, and the values that they keep between measurements."""

    def __init__(self, training: Training) -> None:
        self._training = training
        self._memory: dict[str, Any] = {}
        self._fresh: dict[str, Any] = {}
        self._fresh_at = -1
        named = training.network.named_weights()
        self._start = {name: param.detach().clone() for name, param in named}

    @property
    def step(self) -> int:
        return self._training.step

    @property
    def epoch(self) -> int:
        return self._training.epoch

    @property
    def has_time_to_spare(self) -> bool:
        """Whether the run uses a fast strategy."""
        return self._training.strategy is not self._training.plain

    def measuring(self) -> AbstractContextManager[None]:
        return self._training.measuring()

    def context(self) -> ProbeContext:
        training = self._training
        if self._fresh_at != training.step:
            self._fresh.clear()
            self._fresh_at = training.step
        train, test = training.measured.train, training.measured.test
        return ProbeContext(
            project=training.project,
            network=training.network,
            data=training.project.info,
            split=training.split,
            train_x=train[0],
            train_y=train[1],
            test_x=test[0],
            test_y=test[1],
            loss=training.loss,
            loss_each=training.loss_each,
            gradients=self._gradients(),
            memory=self._memory,
            fresh=self._fresh,
            squash=training.settings.loss.squashed(),
            step=training.step,
            epoch=training.epoch,
            start=self._start,
            learning_rate=training.learning_rate(),
            rehearse=partial(rehearse, training),
        )

    def _gradients(self) -> dict[str, Tensor]:
        """The gradients of the last step by param name. Params without a gradient are left out."""
        gradients = self._training.strategy.gradients()
        named = zip(self._training.named_params, gradients, strict=True)
        return {name: gradient for (name, _), gradient in named if gradient is not None}


def probe_scheduler(training: Training, run_id: str) -> ProbeScheduler:
    """The scheduler that measures the watched probes of a run."""
    return ProbeScheduler(TrainingForProbes(training), run_id)


def news_of(found: Measurement) -> ProbeFrame | ProbeFailed:
    """The message about a measurement of a watched probe."""
    if found.error is not None:
        return ProbeFailed(found.key, found.error)
    assert found.data is not None
    return ProbeFrame(found.key, found.data)


def answer_of(request: int, found: Measurement) -> Measured:
    """The answer to a request to measure once."""
    return Measured(request, found.data, found.error)
