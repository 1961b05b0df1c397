"""A tab's line over one websocket."""

from __future__ import annotations

import asyncio
import contextlib

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from torchground.server.lines.base import LineClosed

_LEFT = (WebSocketDisconnect, RuntimeError)
"""What sending to a tab that has left raises."""
_GOODBYE_SECS = 1.0


class SocketLine:
    """An accepted websocket."""

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket

    async def receive(self) -> str | None:
        """The next message; None where it is no text. Raises :class:`LineClosed`."""
        message = await self._socket.receive()
        if message["type"] == "websocket.disconnect":
            raise LineClosed
        text: str | None = message.get("text")
        return text

    async def send(self, frame: str | bytes) -> None:
        """Send a frame. Raises :class:`LineClosed`."""
        try:
            if isinstance(frame, str):
                await self._socket.send_text(frame)
            else:
                await self._socket.send_bytes(frame)
        except _LEFT as error:
            raise LineClosed from error

    async def close(self, code: int) -> None:
        """Say goodbye where the tab still listens."""
        if self._socket.application_state is WebSocketState.CONNECTED:
            with contextlib.suppress(asyncio.TimeoutError, *_LEFT):
                await asyncio.wait_for(self._socket.close(code), timeout=_GOODBYE_SECS)
