"""The loop's only clock: when the next step is due, when a turn ends, when to write a checkpoint, and the speed."""

from __future__ import annotations

import math
from collections import deque
from time import monotonic

TURN_SECS = 0.004
"""How long a loop trains before others have their turn."""
STATUS_SECS = 0.1
STALE_SECS = 0.04
"""While the line is full, how long to wait before checking again whether a probe may be measured."""
FIRST_CHECKPOINT_SECS = 0.25
CHECKPOINT_SECS = 2.0
"""The time of training between two checkpoints, except at the start of a run. A crash makes the run repeat at most
this."""
KEEPING_FACTOR = 10
"""Writing checkpoints takes at most one part in this many of the time. So a huge network has fewer checkpoints."""
SEARCH_SECS = 0.1
"""The CPU time of training before the search for a faster strategy. A search takes some hundredths of a second."""
SEARCH_FACTOR = 4
"""After a failed search, the next search comes after this many times the training."""
SMALL_STEP_SECS = 0.02
"""A step that takes more CPU time is mostly arithmetic. No strategy makes that faster."""
ANCHOR_SECS = 0.25
"""The time of training between two captures in memory. A rollback repeats at most this much training."""


class Pace:
    """Speed and turns of one run, in seconds of ``monotonic``. It never changes the results of a run."""

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
        """Sets the speed in steps per second. None is as fast as possible."""
        self.interval = 1 / steps_per_second if steps_per_second else 0.0
        self.step_due = monotonic()

    def too_early(self, now: float) -> bool:
        """Whether the next step is not due yet at the chosen speed."""
        return self.interval > 0 and now < self.step_due

    def stepped(self, steps: int, secs: float, cpu_secs: float, now: float) -> None:
        """Records that ``steps`` steps ended now, and how long they took."""
        self.trained_secs += secs
        self.strategy_search.stepped(steps, cpu_secs)
        if self.interval:
            self.step_due = max(self.step_due + self.interval, now - 0.1)

    def begin_turn(self) -> None:
        """Starts a new turn of this run."""
        self.turn_ends = monotonic() + TURN_SECS

    def wants_checkpoint(self) -> bool:
        """Whether a checkpoint is due. The intervals double up to ``CHECKPOINT_SECS``."""
        return self.trained_secs >= self._checkpoint_due

    def checkpointed(self, cost_secs: float = 0.0) -> None:
        """Records that a checkpoint was written, and how long it took. A slow one makes the next one come later."""
        self._checkpoint_every = min(2 * self._checkpoint_every, CHECKPOINT_SECS)
        wait = max(self._checkpoint_every, KEEPING_FACTOR * cost_secs)
        self._checkpoint_due = self.trained_secs + wait

    def wants_anchor(self) -> bool:
        """Whether a capture in memory is due."""
        return self.trained_secs >= self._anchor_due

    def anchored(self, cost_secs: float = 0.0) -> None:
        """Records that a capture was made, and how long it took."""
        self._anchor_due = self.trained_secs + max(ANCHOR_SECS, KEEPING_FACTOR * cost_secs)

    def wants_status(self, now: float) -> bool:
        """Whether a status is due: at most once every ``STATUS_SECS``."""
        if now < self._status_due:
            return False
        self._status_due = now + STATUS_SECS
        return True

    def speed(self, now: float, step: int) -> float:
        """The steps per second over about the last second."""
        self._marks.append((now, step))
        while len(self._marks) > 2 and self._marks[0][0] < now - 1:
            self._marks.popleft()
        (since, first), passed = self._marks[0], now - self._marks[0][0]
        return (step - first) / passed if passed > 0 and now > since else 0.0

    def rested(self) -> None:
        """Resets the speed measurement after the run was paused or changed its state."""
        self._marks.clear()
        self.step_due = monotonic()
        self.begin_turn()


class StrategySearch:
    """When to search for a faster strategy, in seconds of CPU time of the run's own steps.

    With CPU time, a busy machine neither delays a search nor makes small steps look large.
    """

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Schedules a search after a little training. Called again when a change of settings makes other strategies
        possible."""
        self._wait = SEARCH_SECS
        self._secs, self._steps = 0.0, 0

    def stepped(self, steps: int, cpu_secs: float) -> None:
        """Records the CPU time of some steps."""
        self._secs += cpu_secs
        self._steps += steps

    def is_due(self) -> bool:
        """Whether to search now. Only small steps are worth a search. For large steps, the question comes again
        later."""
        if self._secs < self._wait:
            return False
        if self._secs < SMALL_STEP_SECS * self._steps:
            return True
        self.failed(lasting=False)
        return False

    def succeeded(self) -> None:
        """A faster strategy was found. There will be no other search."""
        self._wait = math.inf

    def failed(self, *, lasting: bool) -> None:
        """No faster strategy was found. The next search comes after more training, or never where the reason is
        ``lasting``."""
        self._wait = math.inf if lasting else SEARCH_FACTOR * self._wait
        self._secs, self._steps = 0.0, 0

    def interrupted(self) -> None:
        """The search was interrupted. The next one comes after the same time of training."""
        self._secs, self._steps = 0.0, 0
