"""A tab's line over requests that ask again and again, where a network lets no websockets through.

Frames are gathered only while the tab asks, so that a slow tab gets what is newest then, and never a queue. A batch is
kept until the next poll says that it has come.
"""

from __future__ import annotations

import asyncio
import contextlib
import math
from collections import deque
from collections.abc import Callable
from functools import partial

from torchground.server.lines.base import RESTARTING, TRY_LATER, LineClosed
from torchground.server.lines.window import Window
from torchground.telemetry.polls import MAX_MESSAGES, Poll, PollAnswer

LEAST_BATCH = 2_048
"""A batch takes no more frames once it has so many bytes, and more on a faster line; one frame always fits."""
GATHER_SECS = 0.02
"""How long a batch waits for more, once it has something."""
PAUSE_SECS = 0.1
"""The least between two batches; what comes in between goes into the next."""
MIN_WAIT_SECS = 0.05
"""The least that a poll waits for something new."""


class PollLine:
    """Both directions of one tab (``places.Holder``). Whatever is lost on the way is sent again, nothing twice."""

    def __init__(
        self, session: str, idle_secs: float, clock: Callable[[], float] | None = None
    ) -> None:
        self._session = session
        self._changed = asyncio.Event()
        self._closed: int | None = None
        self._turn = 0
        """Counts polls; only the newest one is given frames."""
        self._is_asked = False
        """The newest poll still waits, so frames may be gathered for it."""
        self._gathered: list[str | bytes] = []
        self._number = 0
        """Of the batch that was given last."""
        self._window = Window(LEAST_BATCH)
        """Counts batches."""
        self._given: list[str | bytes] = []
        """Its frames, until they are known to have come."""
        self._taken = 0
        self._messages: deque[str] = deque()
        loop = asyncio.get_running_loop()
        self._clock = clock or loop.time
        self._since = self._clock()
        self._cut_at = -math.inf
        self._expire = partial(loop.call_later, idle_secs, self._end, RESTARTING)
        self._expiring = self._expire()

    @property
    def piece_bytes(self) -> int:
        """The longest frame that is sent in one piece."""
        return self._window.piece_bytes

    @property
    def is_slow(self) -> bool:
        """Whether batches arrive late."""
        return self._window.is_slow

    @property
    def bytes_per_sec(self) -> float:
        """About what it takes."""
        return self._window.bytes_per_sec

    def arrived(self, frames: int, rested_secs: float) -> None:
        """Nothing: polls say by their numbers what has come."""

    # ---- for the stream --------------------------------------------------------------------------

    async def receive(self) -> str | None:
        """The next message of the tab. Raises :class:`LineClosed`."""
        await self._until(lambda: self._messages)
        self._refuse_if_closed()
        self._tell()
        return self._messages.popleft()

    async def send(self, frame: str | bytes) -> None:
        """Add a frame to the next batch; waits until the tab asks and there is room. Raises :class:`LineClosed`."""
        await self._until(self._has_room)
        self._refuse_if_closed()
        self._gathered.append(frame)
        self._tell()

    async def close(self, code: int) -> None:
        """End the line; the poll that waits is answered."""
        self._end(code)

    def worth(self) -> float:
        """Those who came first keep their place."""
        return -self._since

    def give_way(self) -> None:
        """The tab is told by its next poll, and comes back by itself a little later."""
        self._end(TRY_LATER)

    # ---- for the polls ---------------------------------------------------------------------------

    async def poll(self, ask: Poll) -> PollAnswer | None:
        """The answer to one poll; None where its numbers are none of this line."""
        if not self._fits(ask):
            return None
        self._turn += 1
        turn = self._turn
        self._arrived(ask)
        if not self._given:
            await self._gather(turn, ask.wait_secs)
        if turn == self._turn:
            self._cut()
        return self._answer(ask, is_newest=turn == self._turn)

    @property
    def is_closed(self) -> bool:
        """Whether nothing more can come."""
        return self._closed is not None

    def _fits(self, ask: Poll) -> bool:
        """Whether the tab has what this line gave, and says its messages without a hole."""
        has_batch = ask.after == self._number or ask.after == self._number - 1
        return has_batch and ask.first <= self._taken + 1

    def _arrived(self, ask: Poll) -> None:
        """Take what the poll says: that the last batch came, and messages that did not come before."""
        self._expiring.cancel()
        if not self.is_closed:
            self._expiring = self._expire()
        if ask.after == self._number:
            self._window.arrived(ask.after, self._clock(), ask.rested_secs)
            self._given = []
        room = MAX_MESSAGES - len(self._messages)
        fresh = ask.messages[self._taken + 1 - ask.first :][:room]
        self._messages += fresh
        self._taken += len(fresh)
        if ask.close:
            self._end(RESTARTING)
        self._tell()

    async def _gather(self, turn: int, wait_secs: float) -> None:
        """Let frames come until there are some, for as long as the poll may wait."""
        self._is_asked = True
        self._tell()
        waiting = self._until(lambda: self._gathered or turn != self._turn)
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(waiting, max(MIN_WAIT_SECS, wait_secs))
        if self._gathered and turn == self._turn and not self.is_closed:
            await asyncio.sleep(max(GATHER_SECS, self._cut_at + PAUSE_SECS - self._clock()))

    def _cut(self) -> None:
        """Make a batch of what was gathered."""
        self._is_asked = False
        if self._gathered and not self._given:
            self._given, self._gathered = self._gathered, []
            self._number += 1
            self._cut_at = self._clock()
            self._window.sent(sum(map(len, self._given)), self._cut_at)

    def _answer(self, ask: Poll, *, is_newest: bool) -> PollAnswer:
        """With the batch that has not come yet; without one where a newer poll is given it."""
        return PollAnswer(
            session=self._session,
            number=self._number if is_newest else ask.after,
            taken=self._taken,
            frames=self._given if is_newest else [],
            closed=self._closed,
        )

    # ---- waiting ---------------------------------------------------------------------------------

    def _has_room(self) -> bool:
        return self._is_asked and sum(map(len, self._gathered)) < self._window.size

    async def _until(self, is_so: Callable[[], object]) -> None:
        """Wait until something is so, or the line is closed."""
        while not (self.is_closed or is_so()):
            changed = self._changed
            await changed.wait()

    def _tell(self) -> None:
        """Wake all who wait, so that each looks again."""
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    def _end(self, code: int) -> None:
        self._expiring.cancel()
        if self._closed is None:
            self._closed = code
        self._tell()

    def _refuse_if_closed(self) -> None:
        if self.is_closed:
            raise LineClosed
