"""How many bytes may be on their way to a tab: more while they arrive soon, fewer while they arrive late. Pure.

Buffers between the server and a tab hold minutes of what a slow line takes. So the tab says what has come, and the
server sends no more ahead than the line takes in about half a second.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

LEAST = 512
START = 2_048
MOST = 262_144
LEAST_PIECE = 256
MOST_PIECE = 65_536

SOON_SECS = 0.25
LATE_SECS = 0.6
AHEAD_SECS = 0.75
STALE_SECS = 1.5
"""A line that was fast and tells of nothing for so long is given nothing more until it does."""
"""Beyond the time that the way itself takes."""
ALONE_BYTES = 512
"""A frame that is no longer, with no other on its way, tells how long the way itself takes."""

SLOW_BYTES = 2_048
"""A window that has shrunk to so little is of a slow line."""
FAST_BYTES = 16_384
"""One that has grown to so much is of a fast one."""


@dataclass(frozen=True)
class Mark:
    """A frame that is on its way."""

    number: int
    num_bytes: int
    at: float
    on_way: int
    """Bytes on their way when it was sent, itself included."""


class Window:
    """Frames on their way over one line. They are counted from 1."""

    def __init__(self, least: int = LEAST) -> None:
        self.size = START
        self.is_slow = False
        self.bytes_per_sec = 0.0
        """What the line takes, about; 0 until that is known."""
        self._least = least
        self._on_way = 0
        self._number = 0
        self._marks: deque[Mark] = deque()
        self._way_secs: float | None = None
        self._changed_at = 0.0
        self._arrived_at = 0.0

    @property
    def has_room(self) -> bool:
        """Whether another frame may be sent. One always may where none is on its way."""
        return self._on_way == 0 or self._on_way < self.size

    def has_room_at(self, now: float) -> bool:
        """The same at a moment: nothing more is sent while what was sent long ago has not come."""
        is_late = bool(self._marks) and now - self._marks[0].at > STALE_SECS + (self._way_secs or 0)
        return self.has_room and not is_late

    @property
    def piece_bytes(self) -> int:
        """The longest frame that should be sent in one piece."""
        return min(MOST_PIECE, max(LEAST_PIECE, self.size // 4))

    def sent(self, num_bytes: int, now: float) -> None:
        """A frame was sent."""
        self._number += 1
        self._on_way += num_bytes
        self._marks.append(Mark(self._number, num_bytes, now, self._on_way))

    def arrived(self, number: int, now: float, rested: float = 0.0) -> None:
        """All frames up to this one have come. ``rested``: how long the tab waited before it said so."""
        last, num_bytes = None, 0
        while self._marks and self._marks[0].number <= number:
            last = self._marks.popleft()
            num_bytes += last.num_bytes
        if last is None:
            return
        self._on_way -= num_bytes
        self._measure(num_bytes, max(last.at, self._arrived_at), now - rested)
        self._arrived_at = now
        delay = max(0.0, now - rested - last.at)
        if last.on_way == last.num_bytes <= ALONE_BYTES:
            known = delay if self._way_secs is None else self._way_secs
            self._way_secs = 0.75 * known + 0.25 * delay
        if last.at >= self._changed_at:
            self._adapt(delay - (self._way_secs or 0.0), last, now)

    def _adapt(self, late_secs: float, last: Mark, now: float) -> None:
        """Change the size by how late the newest of them came; not twice for what was sent before the last change."""
        size = self.size
        if late_secs > LATE_SECS:
            size = max(self._least, size // 2)
        elif late_secs < SOON_SECS and 2 * last.on_way > size:
            size = max(size, min(self._most, size * 2))
        if size == self.size:
            return
        is_smaller = size < self.size
        self.size, self._changed_at = size, now
        if is_smaller and size <= SLOW_BYTES:
            self.is_slow = True
        elif size >= FAST_BYTES:
            self.is_slow = False

    @property
    def _most(self) -> int:
        """A slow line is given no more ahead than it takes in a moment."""
        return round(AHEAD_SECS * self.bytes_per_sec) if self.is_slow else MOST

    def _measure(self, num_bytes: int, since: float, now: float) -> None:
        if now > since:
            rate = num_bytes / (now - since)
            known = self.bytes_per_sec or rate
            self.bytes_per_sec = 0.7 * known + 0.3 * rate
