"""One address starts drafts over two lines and watches them while thirty people work"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from tests.faults.figures import Figures
from tests.faults.flooding import SECS, SHORT_SECS, flooded
from tests.runs.living import PROJECT

SHORT, FULL = 20, 200
LINES = 2
WATCHED = [{"type": "weights"}]


def run(count: int, seed: int) -> Figures:
    """What the others notice of so many."""
    return flooded(count, drafts, SECS if count > SHORT else SHORT_SECS)


@contextlib.asynccontextmanager
async def drafts(host: str, port: int, count: int) -> AsyncIterator[list[int]]:
    """As many as the server takes; the others are refused with a sentence."""
    wrong: list[int] = []
    lines = [asyncio.create_task(_line(host, port, count // LINES, wrong)) for _ in range(LINES)]
    try:
        yield wrong
    finally:
        for line in lines:
            line.cancel()
        await asyncio.gather(*lines, return_exceptions=True)


async def _line(host: str, port: int, count: int, wrong: list[int]) -> None:
    """Start drafts, and watch each; then start them again."""
    address = f"http://{host}:{port}"
    origin: Any = address
    async with httpx.AsyncClient(base_url=address, timeout=60) as client:
        while True:
            with contextlib.suppress(OSError, WebSocketException, TimeoutError, httpx.HTTPError):
                async with connect(
                    f"ws://{host}:{port}/api/stream", origin=origin, max_size=None
                ) as socket:
                    reading = asyncio.create_task(_read(socket))
                    try:
                        for _ in range(count):
                            await _draft(client, socket, wrong)
                    finally:
                        reading.cancel()
            await asyncio.sleep(0)


async def _draft(client: httpx.AsyncClient, socket: ClientConnection, wrong: list[int]) -> None:
    answer = await client.post("/api/runs", json={"project": PROJECT, "draft": True})
    if answer.status_code >= 500 and not answer.json().get("code"):
        wrong.append(answer.status_code)
    if answer.status_code == 201:
        run = answer.json()["info"]["id"]
        await socket.send(json.dumps({"type": "subscribe", "run": run, "after": 0}))
        await socket.send(json.dumps({"type": "watch", "run": run, "probes": WATCHED}))


async def _read(socket: ClientConnection) -> None:
    async for _ in socket:
        pass
