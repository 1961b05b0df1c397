"""One rude address beside one that behaves: how many of 25 page loads and of 25 uploads succeed, and how soon.

``python -m tests.bench.rude_neighbour`` prints a table, one row for each kind of rudeness: 1,500 requests that never
send their body, 1,500 connections that never ask, 20 uploads that drip, 1,500 sockets. The server is the real one in a
process of its own; the rude ones come from 127.0.0.2.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import signal
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeAlias

import httpx
from websockets.asyncio.client import connect

from tests.bench.served import table
from tests.server.serving import NoWorkers
from torchground.server.main import Server, listen
from torchground.server.settings import Settings

RUDE = "127.0.0.2"
TRIES = 25
HEAD = b"POST /api/check HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{"
UPLOAD = (
    b"POST /api/uploads?kind=text HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/octet-stream\r\n"
    b"Content-Length: 40000000\r\n\r\na"
)
Held: TypeAlias = list[Any]
Rudeness: TypeAlias = Callable[[int], Awaitable[Held]]


def saying(count: int, said: bytes) -> Rudeness:
    """So many connections that say the same, and then nothing."""

    async def be_rude(port: int) -> Held:
        held: Held = []
        for _ in range(count):
            _, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(RUDE, 0))
            writer.write(said)
            held.append(writer)
        return held

    return be_rude


async def many_sockets(port: int) -> Held:
    """1,500 streams."""
    held: Held = []
    for _ in range(1500):
        origin: Any = f"http://127.0.0.1:{port}"
        try:
            line = connect(
                f"ws://127.0.0.1:{port}/api/stream",
                origin=origin,
                compression=None,
                local_addr=(RUDE, 0),
            )
            held.append(await line)
        except Exception:
            break
    return held


async def nobody(port: int) -> Held:
    return []


KINDS: dict[str, Rudeness] = {
    "nobody": nobody,
    "1,500 requests without a body": saying(1500, HEAD),
    "1,500 silent connections": saying(1500, b""),
    "20 dripping uploads": saying(20, UPLOAD),
    "1,500 sockets": many_sockets,
}


async def tried(ask: Callable[[], Awaitable[bool]]) -> tuple[int, float]:
    """How many of the tries succeed, and the median of their milliseconds."""
    good, taken = 0, []
    for _ in range(TRIES):
        began = time.perf_counter()
        try:
            good += await ask()
        except (httpx.HTTPError, OSError):
            """Not served."""
        taken.append((time.perf_counter() - began) * 1000)
    return good, statistics.median(taken)


async def measure(port: int, rudeness: Rudeness) -> list[object]:
    """Page loads, uploads and streams of somebody who behaves, each on a connection of its own."""
    base = f"http://127.0.0.1:{port}"
    _held = await rudeness(port)  # open until the server ends
    await asyncio.sleep(1)

    async def page() -> bool:
        async with httpx.AsyncClient(base_url=base, trust_env=False, timeout=5) as client:
            return (await client.get("/")).status_code == 200

    async def upload() -> bool:
        async with httpx.AsyncClient(base_url=base, trust_env=False, timeout=5) as client:
            file = {"content-type": "application/octet-stream"}
            answer = await client.post("/api/uploads?kind=text", content=b"hi " * 50, headers=file)
            return answer.status_code == 201

    async def stream() -> bool:
        origin: Any = base
        line = connect(f"ws://127.0.0.1:{port}/api/stream", origin=origin, compression=None)
        async with line as tab:
            return '"hello"' in str(await asyncio.wait_for(tab.recv(), 5))

    async def safely() -> bool:
        try:
            return await stream()
        except Exception:
            return False

    row: list[object] = []
    for ask in (page, upload, safely):
        good, millis = await tried(ask)
        row += [f"{good} of {TRIES}", millis]
    return row


def serve(line: Connection, folder: str) -> None:
    """The server's process; it ends with the line."""
    listening = listen("127.0.0.1", 0)
    port = listening.getsockname()[1]
    page = Path(folder) / "page"
    page.mkdir()
    (page / "index.html").write_text("<!doctype html><title>Torchground</title>" + "x" * 4000)
    server = Server(Settings(Path(folder), port=port, page_dir=page), lambda _: NoWorkers())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    line.send(port)
    server.run([listening])


@asynccontextmanager
async def served() -> AsyncIterator[int]:
    """The port of a server of its own."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    with tempfile.TemporaryDirectory() as folder:
        process = context.Process(target=serve, args=(theirs, folder))
        process.start()
        port = ours.recv()
        async with httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{port}", trust_env=False
        ) as client:
            while not await _is_up(client):
                await asyncio.sleep(0.1)
        try:
            yield port
        finally:
            process.kill()
            process.join()


async def _is_up(client: httpx.AsyncClient) -> bool:
    try:
        return (await client.get("/api/health")).status_code == 200
    except httpx.HTTPError:
        return False


async def main() -> None:
    rows: list[list[object]] = []
    for name, rudeness in KINDS.items():
        async with served() as port:
            rows.append([name, *await measure(port, rudeness)])
    table(rows, "rude", "pages", "ms", "uploads", "ms", "streams", "ms")


if __name__ == "__main__":
    asyncio.run(main())
