"""Thirty people who work, beside one rude address: how long their checks and messages take.

``python -m tests.bench.thirty_people [SECONDS]`` prints a table, one row for each kind of rudeness. Each person has
a tab that pings and sends its drawing to be checked, about twice a second. The rude ones are a process of their own and
come from 127.0.0.2; the server is the real one in a process of its own, without workers.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import random
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import httpx
import numpy as np
from websockets.asyncio.client import ClientConnection, connect

from tests.bench.rude_neighbour import HEAD, RUDE, served
from tests.bench.served import table
from tests.server.test_routes import SPIRAL

PEOPLE = 30
PAUSE_SECS = 0.5
Rudeness: TypeAlias = Callable[[int], Awaitable[None]]


def line(port: int, address: str) -> Any:
    origin: Any = f"http://127.0.0.1:{port}"
    return connect(
        f"ws://127.0.0.1:{port}/api/stream",
        origin=origin,
        compression=None,
        max_size=None,
        local_addr=(address, 0),
    )


# ---- the rude ones --------------------------------------------------------------------------------


async def nobody(port: int) -> None:
    """Nothing."""


async def slow_bodies(port: int) -> None:
    """2,000 requests whose body drips, begun anew when they are closed."""

    async def one() -> None:
        while True:
            with suppress(OSError):
                _, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(RUDE, 0))
                writer.write(HEAD)
                while not writer.is_closing():
                    await asyncio.sleep(1)
                    writer.write(b" ")
            await asyncio.sleep(1)

    await asyncio.gather(*(one() for _ in range(2_000)))


async def sockets(port: int) -> None:
    """2,000 streams, opened anew a second after they are closed."""

    async def one(wait: float) -> None:
        await asyncio.sleep(wait)
        while True:
            with suppress(Exception):
                async with line(port, RUDE) as tab:
                    async for _ in tab:
                        pass
            await asyncio.sleep(1)

    await asyncio.gather(*(one(number / 500) for number in range(2_000)))


async def messages(port: int) -> None:
    """As many messages as 100 sockets take, 10,000 a second at most."""

    async def one() -> None:
        while True:
            with suppress(Exception):
                async with line(port, RUDE) as tab:
                    while True:
                        await tab.send('{"type": "unsubscribe", "run": "none"}')
                        await asyncio.sleep(0.01)
            await asyncio.sleep(1)

    await asyncio.gather(*(one() for _ in range(100)))


async def drafts(port: int) -> None:
    """Drafts without end, shown by two sockets."""
    transport = httpx.AsyncHTTPTransport(local_address=RUDE)
    base = f"http://127.0.0.1:{port}"
    async with (
        httpx.AsyncClient(base_url=base, transport=transport, timeout=60) as client,
        line(port, RUDE) as one,
        line(port, RUDE) as other,
    ):

        async def read(tab: ClientConnection) -> None:
            async for _ in tab:
                pass

        reading = [asyncio.ensure_future(read(tab)) for tab in (one, other)]
        while reading:
            body = {"project": SPIRAL, "draft": True, "paused": True}
            answer = await client.post("/api/runs", json=body)
            if answer.status_code == 201:
                run = answer.json()["info"]["id"]
                tab = random.choice((one, other))
                await tab.send(json.dumps({"type": "subscribe", "run": run, "after": 0}))


KINDS: dict[str, Rudeness] = {
    "nobody": nobody,
    "2,000 slow bodies": slow_bodies,
    "2,000 sockets": sockets,
    "10,000 messages a second": messages,
    "drafts without end": drafts,
}


def be_rude(kind: str, port: int) -> None:
    """The process of the rude ones."""
    asyncio.run(KINDS[kind](port))


# ---- the people ------------------------------------------------------------------------------------


@dataclass
class Took:
    """Milliseconds of what people did, and how often it failed."""

    checks: list[float] = field(default_factory=list)
    pings: list[float] = field(default_factory=list)
    drafts: list[float] = field(default_factory=list)
    failures: int = 0


async def person(port: int, until: float, took: Took) -> None:
    """Pings, checks, and draws one network."""
    base = f"http://127.0.0.1:{port}"
    async with httpx.AsyncClient(base_url=base, trust_env=False, timeout=10) as client:
        await asyncio.sleep(random.random())
        while time.monotonic() < until:
            try:
                async with line(port, "127.0.0.1") as tab:
                    await work(client, tab, until, took)
            except Exception:
                took.failures += 1
                await asyncio.sleep(0.5)


async def work(client: httpx.AsyncClient, tab: ClientConnection, until: float, took: Took) -> None:
    began = time.perf_counter()
    made = await client.post("/api/runs", json={"project": SPIRAL, "draft": True, "paused": True})
    took.drafts.append((time.perf_counter() - began) * 1000)
    took.failures += made.status_code != 201
    while time.monotonic() < until:
        began = time.perf_counter()
        await tab.send('{"type": "unsubscribe", "run": "none"}')
        await tab.send('{"type": "ping"}')
        while json.loads(await asyncio.wait_for(tab.recv(), 10))["type"] != "heartbeat":
            pass
        took.pings.append((time.perf_counter() - began) * 1000)
        began = time.perf_counter()
        answer = await client.post("/api/check", json=SPIRAL)
        took.checks.append((time.perf_counter() - began) * 1000)
        took.failures += answer.status_code != 200
        await asyncio.sleep(PAUSE_SECS * random.uniform(0.5, 1.5))


async def measure(kind: str, secs: float) -> list[object]:
    async with served() as port:
        warm = Took()
        await person(port, time.monotonic() + 3, warm)
        rude = multiprocessing.get_context("spawn").Process(target=be_rude, args=(kind, port))
        rude.start()
        await asyncio.sleep(8)
        took, until = Took(), time.monotonic() + secs
        await asyncio.gather(*(person(port, until, took) for _ in range(PEOPLE)))
        rude.kill()
        rude.join()
    row: list[object] = [kind]
    for times in (took.pings, took.checks, took.drafts):
        row += [float(np.percentile(times, at)) if times else float("nan") for at in (50, 99)]
    return [*row, len(took.pings), took.failures]


async def main(secs: float = 10) -> None:
    rows = [await measure(kind, secs) for kind in KINDS]
    heads = ("ping p50", "p99", "check p50", "p99", "draw p50", "p99", "pings", "failures")
    table(rows, "rude, ms", *heads)


if __name__ == "__main__":
    asyncio.run(main(*map(float, sys.argv[1:])))
