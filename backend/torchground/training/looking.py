"""The probes that somebody watches: each is measured when it is due, and all together take little of the time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from time import monotonic, perf_counter
from typing import Any

from pydantic import ValidationError
from torch import Tensor

from torchground.catalogue.bases.entries import UnknownType, parse
from torchground.probing.probe import Probe, ProbeContext, ProbeError
from torchground.telemetry.messages import probe_key
from torchground.telemetry.wire import pack_frame
from torchground.training.messages import Measured, ProbeFailed, ProbeFrame
from torchground.training.rehearsing import rehearse
from torchground.training.state import Training
from torchground.words import Sentence, SentenceError, other

INTERVAL_SECS = 1 / 25
"""A probe is measured at most this often."""
BUDGET = 0.10
"""The part of the time that all watched probes together may take while the run trains."""
FAST_BUDGET = 0.25
"""The same in a fast strategy, which has time to spare."""


@dataclass
class Watched:
    """One probe on somebody's screen."""

    probe: Probe
    cost_secs: float = 0.0
    """Of one measurement, smoothed."""
    interval_secs: float = INTERVAL_SECS
    begun: float = float("-inf")
    """When it was last measured, by ``monotonic``."""
    num_measured: int = 0
    step: int = -1
    """At which it was last measured."""
    failed: bool = False

    @property
    def due(self) -> float:
        """When it may be measured next while the run trains."""
        return self.begun + self.interval_secs

    @property
    def earliest(self) -> float:
        """When it may be measured next while the run waits."""
        return self.begun + INTERVAL_SECS

    def spent(self, secs: float) -> None:
        """Remember what a measurement cost. The first, which prepares things, does not count, and one slow moment
        does not count for much."""
        self.num_measured += 1
        if self.num_measured == 2:
            self.cost_secs = secs
        elif self.num_measured > 2:
            self.cost_secs += 0.3 * (secs - self.cost_secs)


class Looking:
    """Measures the watched probes of one run between its steps."""

    def __init__(self, training: Training, run_id: str) -> None:
        self._training = training
        self._run_id = run_id
        self._watched: dict[str, Watched] = {}
        self._next = float("inf")
        self._gradients: dict[str, Tensor] = {}
        self._fresh: dict[str, Any] = {}
        self._fresh_at = -1
        train, test = training.measured.train, training.measured.test
        self._start = {
            name: param.detach().clone() for name, param in training.network.named_weights()
        }
        self._look = ProbeContext(
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
            gradients=self._gradients,
            memory={},
            fresh=self._fresh,
            squash=training.settings.loss.squashed(),
            step=training.step,
            epoch=training.epoch,
            start=self._start,
            learning_rate=training.learning_rate(),
            rehearse=partial(rehearse, training),
        )

    def watch(self, probes: Sequence[dict[str, Any]]) -> Iterator[ProbeFailed]:
        """Watch these and no others; those that were watched before keep their pace."""
        before, self._watched = self._watched, {}
        for wanted in probes:
            key = probe_key(wanted)
            try:
                self._watched[key] = before.get(key) or Watched(_parsed(wanted))
            except ProbeError as error:
                yield ProbeFailed(key, _sentence_of(error))
        self._next = float("-inf") if self._watched else float("inf")

    def measure(self, request: int, wanted: dict[str, Any]) -> Measured:
        """One probe, now."""
        try:
            return Measured(request, self._frame(f"#{request}", _parsed(wanted)), None)
        except ProbeError as error:
            return Measured(request, None, _sentence_of(error))

    def frames(self, now: float, spare_secs: float) -> Iterator[ProbeFrame | ProbeFailed]:
        """Measure what is due, and what fits into the time that the run waits anyway; no step is looked at twice."""
        if now < self._next and not spare_secs:
            return
        for key, watched in list(self._watched.items()):
            fits = watched.cost_secs <= spare_secs and spare_secs > 0 and now >= watched.earliest
            if watched.step != self._training.step and (fits or now >= watched.due):
                yield from self._measure(key, watched)
        self._share_time()

    def stale_until(self) -> float | None:
        """When the next probe may be measured that has not seen this step; None where all have."""
        step = self._training.step
        return min((w.earliest for w in self._watched.values() if w.step != step), default=None)

    def _measure(self, key: str, watched: Watched) -> Iterator[ProbeFrame | ProbeFailed]:
        watched.begun, watched.step, begun = monotonic(), self._training.step, perf_counter()
        try:
            message: ProbeFrame | ProbeFailed = ProbeFrame(key, self._frame(key, watched.probe))
        except ProbeError as error:
            message = ProbeFailed(key, _sentence_of(error))
        watched.spent(perf_counter() - begun)
        told, watched.failed = watched.failed, isinstance(message, ProbeFailed)
        if not (told and watched.failed):
            yield message

    def _frame(self, key: str, probe: Probe) -> bytes:
        """All that a probe finds now, packed. Raises :class:`ProbeError`."""
        training = self._training
        if self._fresh_at != training.step:
            self._fresh.clear()
            self._fresh_at = training.step
        gradients = zip(training.named_params, training.strategy.gradients(), strict=True)
        self._gradients.clear()
        self._gradients.update(
            {name: gradient for (name, _), gradient in gradients if gradient is not None}
        )
        train, test = training.measured.train, training.measured.test
        context = replace(
            self._look,
            project=training.project,
            train_x=train[0],
            train_y=train[1],
            test_x=test[0],
            test_y=test[1],
            loss=training.loss,
            loss_each=training.loss_each,
            squash=training.settings.loss.squashed(),
            step=training.step,
            epoch=training.epoch,
            learning_rate=training.learning_rate(),
        )
        with training.measuring():
            try:
                readings = probe.measure(context)
            except ProbeError:
                raise
            except Exception as error:
                raise ProbeError(f"{probe.title} could not be measured: {error}") from error
        return pack_frame(self._run_id, key, training.step, training.epoch, readings)

    def _share_time(self) -> None:
        """Give each probe its part of the budget: what the cheap ones leave goes to the dear ones."""
        left = BUDGET if self._training.strategy is self._training.plain else FAST_BUDGET
        by_cost = sorted(self._watched.values(), key=lambda watched: watched.cost_secs)
        for index, watched in enumerate(by_cost):
            part = min(watched.cost_secs / INTERVAL_SECS, left / (len(by_cost) - index))
            watched.interval_secs = watched.cost_secs / part if part else INTERVAL_SECS
            left -= part
        self._next = min((watched.due for watched in by_cost), default=float("inf"))


def _sentence_of(error: ProbeError) -> Sentence:
    """Its own sentence, or its text."""
    return error.sentence if isinstance(error, SentenceError) else other(error)


def _parsed(wanted: dict[str, Any]) -> Probe:
    """The probe that a JSON object describes. Raises :class:`ProbeError`."""
    try:
        probe: Probe = parse("probes", wanted)
    except UnknownType as error:
        raise ProbeError(f"there is no such probe: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise ProbeError(f"{wanted['type']}: {place}: {first['msg']}") from error
    return probe
