"""How often something may be done: by one, and by all of one key. Who is faster waits, or is refused."""

from __future__ import annotations


class Rate:
    """So many a second over time, and a burst before that counts."""

    def __init__(self, per_sec: float, burst: float) -> None:
        self._per_sec = per_sec
        self._burst = burst
        self._credit = burst
        self._since = 0.0

    def wait(self, now: float) -> float:
        """Count one; how many seconds to wait before it is done."""
        credit = self._credit_at(now) - 1
        self._credit, self._since = credit, now
        return max(0.0, -credit / self._per_sec)

    def allows(self, now: float) -> bool:
        """Count one where it may be done at once."""
        credit = self._credit_at(now)
        if credit < 1:
            return False
        self._credit, self._since = credit - 1, now
        return True

    def is_rested(self, now: float) -> bool:
        """Whether it is as if nothing had been done yet."""
        return self._credit_at(now) >= self._burst

    def _credit_at(self, now: float) -> float:
        return min(self._burst, self._credit + (now - self._since) * self._per_sec)


MAX_KEYS = 1_000
"""Once so many are remembered, those that have rested are forgotten."""


class Rates:
    """One rate for each key."""

    def __init__(self, per_sec: float, burst: float) -> None:
        self._per_sec = per_sec
        self._burst = burst
        self._of: dict[str, Rate] = {}

    def wait(self, key: str, now: float) -> float:
        """Count one for a key; how many seconds to wait before it is done."""
        return self._rate(key, now).wait(now)

    def allows(self, key: str, now: float) -> bool:
        """Count one for a key where it may be done at once."""
        return self._rate(key, now).allows(now)

    def _rate(self, key: str, now: float) -> Rate:
        rate = self._of.get(key)
        if rate is None:
            if len(self._of) >= MAX_KEYS:
                self._of = {one: kept for one, kept in self._of.items() if not kept.is_rested(now)}
            rate = self._of[key] = Rate(self._per_sec, self._burst)
        return rate
