"""Bodies of requests as they come in: piece by piece, at a least rate, and ready to give way to others."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from starlette.types import Message, Receive


@dataclass(frozen=True)
class Pace:
    """How fast a body must come. Only the time counts in which the server waited for it."""

    grace_secs: float
    """So long it may come as it likes."""
    bytes_per_sec: float
    """At least so many after that, over all the time."""
    whole_secs: float
    """It must be here after so long."""
    kept_secs: float = 0.0
    """So long it gives way to nobody."""


class BodyEnded(Exception):
    """The body will not be here."""


class TooSlow(BodyEnded):
    """It came more slowly than its pace."""


class GaveWay(BodyEnded):
    """Its place was given to another."""


class CutOff(BodyEnded):
    """The client is gone."""


class Body:
    """One body on its way (``places.Holder``)."""

    def __init__(self, receive: Receive, pace: Pace) -> None:
        self._receive = receive
        self._pace = pace
        self._loop = asyncio.get_running_loop()
        self._waited = 0.0
        self._since: float | None = None
        """When it was last waited for; None while it is not."""
        self._size = 0
        self._given_way: asyncio.Future[None] = self._loop.create_future()

    def worth(self) -> float | None:
        """The one that is nearest to being too slow gives way first."""
        if self._since is None or self._secs() < self._pace.kept_secs:
            return None
        return self._patience()

    def give_way(self) -> None:
        """Whoever reads it is told by :class:`GaveWay`."""
        if not self._given_way.done():
            self._given_way.set_result(None)

    async def pieces(self) -> AsyncIterator[bytes]:
        """Piece after piece. Raises a :class:`BodyEnded`."""
        while True:
            message = await self._next()
            if message["type"] == "http.disconnect":
                raise CutOff
            piece = message.get("body", b"")
            self._size += len(piece)
            yield piece
            if not message.get("more_body"):
                return

    async def _next(self) -> Message:
        coming: asyncio.Future[Message] = asyncio.ensure_future(_asked(self._receive))
        self._since = self._loop.time()
        try:
            either: set[asyncio.Future[Any]] = {coming, self._given_way}
            await asyncio.wait(
                either,
                timeout=max(0.0, self._patience()),
                return_when=asyncio.FIRST_COMPLETED,
            )
            if coming.done():
                return coming.result()
            raise GaveWay if self._given_way.done() else TooSlow
        finally:
            self._waited, self._since = self._secs(), None
            coming.cancel()

    def _secs(self) -> float:
        """For how long it was waited for."""
        return self._waited + (0.0 if self._since is None else self._loop.time() - self._since)

    def _patience(self) -> float:
        """For how long it may still be waited for."""
        by_rate = self._pace.grace_secs + self._size / self._pace.bytes_per_sec
        return min(by_rate, self._pace.whole_secs) - self._secs()


async def _asked(receive: Receive) -> Message:
    return await receive()
