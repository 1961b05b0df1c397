"""A clock that stands still while the server itself is held up, so that a line is not taken for slow then. Pure."""

from __future__ import annotations

from asyncio import AbstractEventLoop, TimerHandle

TICK_SECS = 0.05


class FreeTime:
    """Seconds in which the event loop was free to do something, of one loop."""

    def __init__(self, loop: AbstractEventLoop) -> None:
        self._loop = loop
        self._held_up = 0.0
        """Seconds until the last tick in which the loop did one long thing."""
        self._at = loop.time()
        self._timer: TimerHandle | None = None

    def start(self) -> None:
        """Begin to look how late the loop is."""
        self._at = self._loop.time()
        self._next()

    def close(self) -> None:
        """Look no more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def __call__(self) -> float:
        """Now, in seconds; never less than before."""
        now = self._loop.time()
        return now - self._held_up - self._late(now)

    def _late(self, now: float) -> float:
        return max(0.0, now - self._at - TICK_SECS) if self._timer else 0.0

    def _tick(self) -> None:
        now = self._loop.time()
        self._held_up += self._late(now)
        self._at = now
        self._next()

    def _next(self) -> None:
        self._timer = self._loop.call_later(TICK_SECS, self._tick)
