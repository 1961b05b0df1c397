"""A tab's line over one websocket."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import Callable

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from torchground.server.lines.base import LineClosed
from torchground.server.lines.window import Window

_LEFT = (WebSocketDisconnect, RuntimeError)
"""What sending to a tab that has left raises."""
_GOODBYE_SECS = 1.0


class SocketLine:
    """An accepted websocket."""

    def __init__(
        self,
        socket: WebSocket,
        *,
        paced: bool = False,
        clock: Callable[[], float] | None = None,
    ) -> None:
        self._socket = socket
        self._window = Window()
        self._is_paced = paced
        """The tab says what has come; else the line is taken to be as fast as it accepts frames."""
        self._clock = clock or asyncio.get_running_loop().time
        self._room = asyncio.Event()

    @property
    def piece_bytes(self) -> int:
        """The longest frame that is sent in one piece."""
        return self._window.piece_bytes if self._is_paced else sys.maxsize

    @property
    def is_slow(self) -> bool:
        """Whether frames arrive late."""
        return self._window.is_slow

    @property
    def bytes_per_sec(self) -> float:
        """About what it takes."""
        return self._window.bytes_per_sec

    async def receive(self) -> str | None:
        """The next message; None where it is no text. Raises :class:`LineClosed`."""
        message = await self._socket.receive()
        if message["type"] == "websocket.disconnect":
            raise LineClosed
        text: str | None = message.get("text")
        return text

    async def send(self, frame: str | bytes) -> None:
        """Send a frame once there is room. Raises :class:`LineClosed`."""
        while self._is_paced and not self._window.has_room_at(self._clock()):
            self._room.clear()
            await self._room.wait()
        if self._is_paced:
            self._window.sent(len(frame), self._clock())
        try:
            if isinstance(frame, str):
                await self._socket.send_text(frame)
            else:
                await self._socket.send_bytes(frame)
        except _LEFT as error:
            raise LineClosed from error

    def arrived(self, frames: int, rested_secs: float) -> None:
        """So many frames have come; ``rested_secs``: how long the tab was busy before it saw the last of them."""
        self._window.arrived(frames, self._clock(), rested_secs)
        self._room.set()

    async def close(self, code: int) -> None:
        """Say goodbye where the tab still listens."""
        if self._socket.application_state is WebSocketState.CONNECTED:
            with contextlib.suppress(asyncio.TimeoutError, *_LEFT):
                await asyncio.wait_for(self._socket.close(code), timeout=_GOODBYE_SECS)
