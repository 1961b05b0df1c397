"""The loop's only clock: when the next step is due, whose turn it is, when to checkpoint, how fast it goes."""

from __future__ import annotations

import math
from collections import deque
from time import monotonic

TURN_SECS = 0.004
"""How long a loop trains before it lets others do something."""
STATUS_SECS = 0.1
FIRST_CHECKPOINT_SECS = 0.25
CHECKPOINT_SECS = 2.0
"""Of training between two checkpoints, once the run is no longer new: the most that a crash makes it repeat."""
KEEPING_FACTOR = 10
"""Keeping a huge network takes at most one part in so many of the time, even if more must be repeated then."""
LANE_SECS = 0.1
"""Of training before a faster lane is looked for: looking for one takes some hundredths of a second."""
LANE_STEP_SECS = 0.02
"""A step that takes longer is mostly arithmetic, which no lane makes faster."""
ANCHOR_SECS = 0.25
"""Of training between two captures in memory: the most that a divergence makes it repeat."""


class Pace:
    """Speed and turns of one run, in seconds of ``monotonic``; it never changes what a run computes."""

    def __init__(self, steps_per_second: float | None) -> None:
        self.turn_ends = monotonic() + TURN_SECS
        self.trained_secs = 0.0
        self._trained_steps = 0
        self._lane_due = LANE_SECS
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

    def stepped(self, steps: int, secs: float, now: float) -> None:
        """So many steps took this long and ended now."""
        self.trained_secs += secs
        self._trained_steps += steps
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

    def wants_lane(self) -> bool:
        """Whether it is time to look for a faster lane: once, when it is plain that many small steps are taken."""
        if self.trained_secs < self._lane_due:
            return False
        self._lane_due = math.inf
        return self.trained_secs < LANE_STEP_SECS * self._trained_steps

    def left_lane(self) -> None:
        """The faster lane was left: look for one again a little later."""
        self._lane_due = self.trained_secs + LANE_SECS

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
