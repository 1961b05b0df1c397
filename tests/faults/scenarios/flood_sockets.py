"""One address opens websockets while thirty people work"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidStatus, WebSocketException

from tests.faults.figures import Figures
from tests.faults.flooding import SECS, SHORT_SECS, flooded

SHORT, FULL = 150, 2000
AT_ONCE = 50


def run(count: int, seed: int) -> Figures:
    """What the others notice."""
    return flooded(count, sockets, SECS if count > SHORT else SHORT_SECS)


@contextlib.asynccontextmanager
async def sockets(host: str, port: int, count: int) -> AsyncIterator[list[int]]:
    """So many tabs that read nothing."""
    wrong: list[int] = []
    opened: list[ClientConnection] = []
    origin: Any = f"http://{host}:{port}"

    async def open_one() -> None:
        try:
            opened.append(
                await connect(f"ws://{host}:{port}/api/stream", origin=origin, ping_interval=None)
            )
        except InvalidStatus as refusal:
            status = refusal.response.status_code
            wrong.extend([status] if status >= 500 and status != 503 else [])
        except (OSError, WebSocketException, TimeoutError):
            return

    for begin in range(0, count, AT_ONCE):
        await asyncio.gather(*(open_one() for _ in range(min(AT_ONCE, count - begin))))
    try:
        yield wrong
    finally:
        await asyncio.gather(*(one.close() for one in opened), return_exceptions=True)
