"""Measures the watched probes of a run. Each probe is measured when it is due, and all together within a time
budget."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from time import monotonic, perf_counter
from typing import Any, Protocol

from pydantic import ValidationError

from torchground.catalogue.bases.entries import UnknownType, parse
from torchground.probing.probe import Probe, ProbeContext, ProbeError
from torchground.telemetry.messages import probe_key
from torchground.telemetry.wire import pack_frame
from torchground.words import Sentence, other, template

NOT_MEASURED = template("scheduler.not_measured", "{probe} could not be measured: {why}")
NO_PROBE = template("scheduler.no_probe", "there is no such probe: {why:inside}")
BAD_FIELD = template("scheduler.bad_field", "{probe}: {place}: {why}")

INTERVAL_SECS = 1 / 25
"""The shortest time between two measurements of a probe."""
BUDGET = 0.10
"""The part of the time that all watched probes together may take while the run trains."""
FAST_BUDGET = 0.25
"""The same part while the run has time to spare."""


@dataclass
class Watched:
    """One probe that a browser watches."""

    probe: Probe
    cost_secs: float = 0.0
    """The smoothed time of one measurement."""
    interval_secs: float = INTERVAL_SECS
    begun: float = float("-inf")
    """When it was last measured, by ``monotonic``."""
    num_measured: int = 0
    step: int = -1
    """The step at which it was last measured."""
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
        """Records the time of a measurement.

        The first measurement prepares things and does not count. Smoothing keeps one slow measurement from counting
        much.
        """
        self.num_measured += 1
        if self.num_measured == 2:
            self.cost_secs = secs
        elif self.num_measured > 2:
            self.cost_secs += 0.3 * (secs - self.cost_secs)


class ProbedRun(Protocol):
    """A run as the scheduler sees it, between two steps."""

    @property
    def step(self) -> int:
        """How many optimizer steps were taken."""

    @property
    def epoch(self) -> int:
        """How many whole epochs are done."""

    @property
    def has_time_to_spare(self) -> bool:
        """Whether the steps are so fast that measuring may take a larger part of the time."""

    def measuring(self) -> AbstractContextManager[None]:
        """The context for measuring: the network in eval mode, without gradients. The random state does not change."""

    def context(self) -> ProbeContext:
        """What a probe may read now. Called inside ``measuring``."""


@dataclass(frozen=True)
class Measurement:
    """The result of measuring one probe: its readings, or the reason why there are none."""

    key: str
    """The key of the probe, or ``#<request>`` for a probe that was asked for once."""
    data: bytes | None
    """Readings packed by ``telemetry.wire``."""
    error: Sentence | None = None


class ProbeScheduler:
    """Measures the watched probes of one run between its steps, each when it is due and all within a budget."""

    def __init__(self, run: ProbedRun, run_id: str) -> None:
        self._run = run
        self._run_id = run_id
        self._watched: dict[str, Watched] = {}
        self._next = float("inf")

    def watch(self, probes: Sequence[dict[str, Any]]) -> Iterator[Measurement]:
        """Watches exactly these probes. Probes that were already watched keep their pace."""
        before, self._watched = self._watched, {}
        for wanted in probes:
            key = probe_key(wanted)
            try:
                self._watched[key] = before.get(key) or Watched(_parsed(wanted))
            except ProbeError as error:
                yield Measurement(key, None, error.sentence)
        self._next = float("-inf") if self._watched else float("inf")

    def measure(self, request: int, wanted: dict[str, Any]) -> Measurement:
        """Measures one probe now."""
        key = f"#{request}"
        try:
            return Measurement(key, self._frame(key, _parsed(wanted)))
        except ProbeError as error:
            return Measurement(key, None, error.sentence)

    def frames(self, now: float, spare_secs: float) -> Iterator[Measurement]:
        """Measures the probes that are due, and those that fit into the time in which the run waits. No probe is
        measured twice at the same step."""
        if now < self._next and not spare_secs:
            return
        for key, watched in list(self._watched.items()):
            fits = watched.cost_secs <= spare_secs and spare_secs > 0 and now >= watched.earliest
            if watched.step != self._run.step and (fits or now >= watched.due):
                yield from self._measure(key, watched)
        self._share_time()

    def stale_until(self) -> float | None:
        """When the next probe that has not measured this step may be measured. None where all have."""
        step = self._run.step
        return min((w.earliest for w in self._watched.values() if w.step != step), default=None)

    def _measure(self, key: str, watched: Watched) -> Iterator[Measurement]:
        watched.begun, watched.step, begun = monotonic(), self._run.step, perf_counter()
        try:
            found = Measurement(key, self._frame(key, watched.probe))
        except ProbeError as error:
            found = Measurement(key, None, error.sentence)
        watched.spent(perf_counter() - begun)
        was_told, watched.failed = watched.failed, found.error is not None
        if not (was_told and watched.failed):
            yield found

    def _frame(self, key: str, probe: Probe) -> bytes:
        """All readings of a probe now, packed. Raises :class:`ProbeError`."""
        with self._run.measuring():
            try:
                readings = probe.measure(self._run.context())
            except ProbeError:
                raise
            except Exception as error:
                raise ProbeError(NOT_MEASURED(probe=probe.title, why=other(error))) from error
        return pack_frame(self._run_id, key, self._run.step, self._run.epoch, readings)

    def _share_time(self) -> None:
        """Divides the budget among the probes. What cheap probes do not use goes to expensive ones."""
        left = FAST_BUDGET if self._run.has_time_to_spare else BUDGET
        by_cost = sorted(self._watched.values(), key=lambda watched: watched.cost_secs)
        for index, watched in enumerate(by_cost):
            part = min(watched.cost_secs / INTERVAL_SECS, left / (len(by_cost) - index))
            watched.interval_secs = watched.cost_secs / part if part else INTERVAL_SECS
            left -= part
        self._next = min((watched.due for watched in by_cost), default=float("inf"))


def _parsed(wanted: dict[str, Any]) -> Probe:
    """The probe that a JSON object describes. Raises :class:`ProbeError`."""
    try:
        probe: Probe = parse("probes", wanted)
    except UnknownType as error:
        raise ProbeError(NO_PROBE(why=error.sentence)) from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise ProbeError(
            BAD_FIELD(probe=wanted["type"], place=place, why=other(first["msg"]))
        ) from error
    return probe
