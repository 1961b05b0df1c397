"""One address opens slow bodies while thirty people work"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

from tests.faults.figures import Figures
from tests.faults.flooding import SECS, SHORT_SECS, flooded

SHORT, FULL = 300, 2000
HEAD = (
    b"POST /api/check HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    b"Content-Length: 100000\r\n\r\n"
)


def run(count: int, seed: int) -> Figures:
    """What the others notice."""
    return flooded(count, bodies, SECS if count > SHORT else SHORT_SECS)


@contextlib.asynccontextmanager
async def bodies(host: str, port: int, count: int) -> AsyncIterator[list[int]]:
    """So many requests whose body never comes to its end."""
    writers = []
    for _ in range(count):
        with contextlib.suppress(OSError):
            _, writer = await asyncio.open_connection(host, port)
            writer.write(HEAD)
            writers.append(writer)
    dripping = asyncio.create_task(_drip(writers))
    try:
        yield []
    finally:
        dripping.cancel()
        for writer in writers:
            writer.close()


async def _drip(writers: list[asyncio.StreamWriter]) -> None:
    while True:
        for writer in writers:
            with contextlib.suppress(OSError):
                writer.write(b" ")
        await asyncio.sleep(1)
