"""The loop's only clock: when the next step is due, whose turn it is, when to checkpoint, how fast it goes."""

from __future__ import annotations

import math
from collections import deque
from time import monotonic

TURN_SECS = 0.004
"""How long a loop trains before it lets others do something."""
STATUS_SECS = 0.1
STALE_SECS = 0.04
"""While the line is full, when to see again whether a picture may be measured."""
FIRST_CHECKPOINT_SECS = 0.25
CHECKPOINT_SECS = 2.0
"""Of training between two checkpoints, once the run is no longer new: the most that a crash makes it repeat."""
KEEPING_FACTOR = 10
"""Keeping a huge network takes at most one part in so many of the time, even if more must be repeated then."""
SEARCH_SECS = 0.1
"""Of training, in CPU time, before a faster strategy is looked for: looking takes some hundredths of a second."""
SEARCH_FACTOR = 4
"""After a search without success the next one comes after so many times the training."""
SMALL_STEP_SECS = 0.02
"""A step that takes more CPU time is mostly arithmetic, which no strategy makes faster."""
ANCHOR_SECS = 0.25
"""Of training between two captures in memory: the most that a divergence makes it repeat."""


class Pace:
    """Speed and turns of one run, in seconds of ``monotonic``; it never changes what a run computes."""

    def __init__(self, steps_per_second: float | None) -> None:
        self.turn_ends = monotonic() + TURN_SECS
        self.trained_secs = 0.0
        self.strategy_search = StrategySearch()
        self._status_due = 0.0
        self._checkpoint_due, self._checkpoint_every = FIRST_CHECKPOINT_SECS, FIRST_CHECKPOINT_SECS
        self._anchor_due = ANCHOR_SECS
        self._marks: deque[tuple[float, int]] = deque()
        self.set_speed(steps_per_second)

    def set_speed(self, steps_per_second: float | None) -> None:
        """From now on this many steps a second; None is as fast as it goes."""
        self.interval = 1 / steps_per_second if steps_per_second else 0.0
        self.step_due = monotonic()

    def too_early(self, now: float) -> bool:
        """Whether the speed asked for wants the next step later."""
        return self.interval > 0 and now < self.step_due

    def stepped(self, steps: int, secs: float, cpu_secs: float, now: float) -> None:
        """So many steps took this long and ended now."""
        self.trained_secs += secs
        self.strategy_search.stepped(steps, cpu_secs)
        if self.interval:
            self.step_due = max(self.step_due + self.interval, now - 0.1)

    def begin_turn(self) -> None:
        """It is this run's turn again."""
        self.turn_ends = monotonic() + TURN_SECS

    def wants_checkpoint(self) -> bool:
        """Whether enough was trained since the last; the intervals double up to ``CHECKPOINT_SECS``."""
        return self.trained_secs >= self._checkpoint_due

    def checkpointed(self, cost_secs: float = 0.0) -> None:
        """One was written and took this long; those of a huge network come less often."""
        self._checkpoint_every = min(2 * self._checkpoint_every, CHECKPOINT_SECS)
        wait = max(self._checkpoint_every, KEEPING_FACTOR * cost_secs)
        self._checkpoint_due = self.trained_secs + wait

    def wants_anchor(self) -> bool:
        """Whether enough was trained since the last capture in memory."""
        return self.trained_secs >= self._anchor_due

    def anchored(self, cost_secs: float = 0.0) -> None:
        """A capture was made and took this long."""
        self._anchor_due = self.trained_secs + max(ANCHOR_SECS, KEEPING_FACTOR * cost_secs)

    def wants_status(self, now: float) -> bool:
        """At most once every ``STATUS_SECS``."""
        if now < self._status_due:
            return False
        self._status_due = now + STATUS_SECS
        return True

    def speed(self, now: float, step: int) -> float:
        """Steps a second over about the last second."""
        self._marks.append((now, step))
        while len(self._marks) > 2 and self._marks[0][0] < now - 1:
            self._marks.popleft()
        (since, first), passed = self._marks[0], now - self._marks[0][0]
        return (step - first) / passed if passed > 0 and now > since else 0.0

    def rested(self) -> None:
        """The run waits: its speed is measured anew when it goes on."""
        self._marks.clear()
        self.step_due = monotonic()
        self.begin_turn()


class StrategySearch:
    """When to look for a faster strategy: in seconds of CPU time that the run's own steps took.

    CPU time, so that a busy machine neither puts a search off nor makes small steps look large.
    """

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Look after a little training; also whenever a change of settings makes other strategies possible."""
        self._wait = SEARCH_SECS
        self._secs, self._steps = 0.0, 0

    def stepped(self, steps: int, cpu_secs: float) -> None:
        """So many steps took this much CPU time."""
        self._secs += cpu_secs
        self._steps += steps

    def is_due(self) -> bool:
        """Whether to look now: only where many small steps are taken; where they are large, it is asked again later."""
        if self._secs < self._wait:
            return False
        if self._secs < SMALL_STEP_SECS * self._steps:
            return True
        self.failed(lasting=False)
        return False

    def succeeded(self) -> None:
        """A faster strategy is taken: do not look again."""
        self._wait = math.inf

    def failed(self, *, lasting: bool) -> None:
        """There is none: look again after more training, or not at all where the reason is ``lasting``."""
        self._wait = math.inf if lasting else SEARCH_FACTOR * self._wait
        self._secs, self._steps = 0.0, 0

    def interrupted(self) -> None:
        """The search was given up before its end: look again as soon as it was due this time."""
        self._secs, self._steps = 0.0, 0
