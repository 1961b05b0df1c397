"""The probes that somebody watches: each is measured when it is due, and all together take little of the time."""

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
"""A probe is measured at most this often."""
BUDGET = 0.10
"""The part of the time that all watched probes together may take while the run trains."""
FAST_BUDGET = 0.25
"""The same while a run has time to spare."""


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


class ProbedRun(Protocol):
    """A run as the scheduler sees it, between two steps."""

    @property
    def step(self) -> int:
        """Optimizer steps taken."""

    @property
    def epoch(self) -> int:
        """Whole epochs done."""

    @property
    def has_time_to_spare(self) -> bool:
        """Whether its steps are so fast that measuring may take a larger part of the time."""

    def measuring(self) -> AbstractContextManager[None]:
        """While a probe measures: the network in eval mode, without gradients, the random state untouched."""

    def context(self) -> ProbeContext:
        """What a probe may look at now. Called while measuring."""


@dataclass(frozen=True)
class Measurement:
    """What came of measuring one probe: its readings, or why there are none."""

    key: str
    """Of the probe; ``#<request>`` where it was asked for once."""
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
        """Watch these and no others; those that were watched before keep their pace."""
        before, self._watched = self._watched, {}
        for wanted in probes:
            key = probe_key(wanted)
            try:
                self._watched[key] = before.get(key) or Watched(_parsed(wanted))
            except ProbeError as error:
                yield Measurement(key, None, error.sentence)
        self._next = float("-inf") if self._watched else float("inf")

    def measure(self, request: int, wanted: dict[str, Any]) -> Measurement:
        """One probe, now."""
        key = f"#{request}"
        try:
            return Measurement(key, self._frame(key, _parsed(wanted)))
        except ProbeError as error:
            return Measurement(key, None, error.sentence)

    def frames(self, now: float, spare_secs: float) -> Iterator[Measurement]:
        """Measure what is due, and what fits into the time that the run waits anyway; no step is looked at twice."""
        if now < self._next and not spare_secs:
            return
        for key, watched in list(self._watched.items()):
            fits = watched.cost_secs <= spare_secs and spare_secs > 0 and now >= watched.earliest
            if watched.step != self._run.step and (fits or now >= watched.due):
                yield from self._measure(key, watched)
        self._share_time()

    def stale_until(self) -> float | None:
        """When the next probe may be measured that has not seen this step; None where all have."""
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
        """All that a probe finds now, packed. Raises :class:`ProbeError`."""
        with self._run.measuring():
            try:
                readings = probe.measure(self._run.context())
            except ProbeError:
                raise
            except Exception as error:
                raise ProbeError(NOT_MEASURED(probe=probe.title, why=other(error))) from error
        return pack_frame(self._run_id, key, self._run.step, self._run.epoch, readings)

    def _share_time(self) -> None:
        """Give each probe its part of the budget: what the cheap ones leave goes to the dear ones."""
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
