"""One tab sends messages without end, most of them nonsense, while thirty people work"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, WebSocketException

from tests.faults.figures import Figures
from tests.faults.flooding import SECS, SHORT_SECS, flooded

SHORT, FULL = 1, 10
INTERNAL_ERROR = 1011
MESSAGES = [
    json.dumps({"type": "subscribe", "run": "f" * 32, "after": 0}),
    json.dumps({"type": "unsubscribe", "run": "f" * 32}),
    json.dumps({"type": "watch", "run": "f" * 32, "probes": [{"type": "none"}] * 50}),
    json.dumps({"type": "nothing", **{f"key{number}": number for number in range(3000)}}),
    "[" * 5000,
    "no JSON",
]


def run(count: int, seed: int) -> Figures:
    """What the others notice of so many such tabs."""
    return flooded(count, tabs, SECS if count > SHORT else SHORT_SECS)


@contextlib.asynccontextmanager
async def tabs(host: str, port: int, count: int) -> AsyncIterator[list[int]]:
    """Each sends as fast as the line takes it, and comes back when it is let go."""
    wrong: list[int] = []
    running = [asyncio.create_task(_tab(host, port, wrong)) for _ in range(count)]
    try:
        yield wrong
    finally:
        for one in running:
            one.cancel()
        await asyncio.gather(*running, return_exceptions=True)


async def _tab(host: str, port: int, wrong: list[int]) -> None:
    origin: Any = f"http://{host}:{port}"
    while True:
        try:
            async with connect(f"ws://{host}:{port}/api/stream", origin=origin) as socket:
                number = 0
                while True:
                    await socket.send(MESSAGES[number % len(MESSAGES)])
                    number += 1
                    await asyncio.sleep(0)
        except ConnectionClosed as closed:
            if closed.rcvd is not None and closed.rcvd.code == INTERNAL_ERROR:
                wrong.append(INTERNAL_ERROR)
        except (OSError, WebSocketException, TimeoutError):
            await asyncio.sleep(0.05)
