"""What idle tabs are sent while others come and go: bytes of the list of runs.

``python -m tests.bench.idle_tabs [TABS] [RUNS] [CHANGES]`` prints a table. So many tabs only look at the list, in which
so many runs stand already; then runs are started one after another, ten a second, and after each one an older one is
stopped. The server is the real one in a process of its own, without workers.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections import Counter
from typing import Any

import httpx
from websockets.asyncio.client import connect

from tests.bench.rude_neighbour import served
from tests.bench.served import table
from tests.server.test_routes import SPIRAL

PACE_SECS = 0.1


async def listen(port: int, sizes: Counter[str], ready: asyncio.Semaphore) -> None:
    """One tab; counts what it is sent, by type."""
    origin: Any = f"http://127.0.0.1:{port}"
    url = f"ws://127.0.0.1:{port}/api/stream"
    async with connect(url, origin=origin, compression=None, max_size=None) as tab:
        async for text in tab:
            kind = json.loads(text)["type"]
            sizes[kind] += len(text)
            if kind == "runs":
                ready.release()


async def start(client: httpx.AsyncClient) -> str:
    started = await client.post("/api/runs", json={"project": SPIRAL})
    run: str = started.json()["info"]["id"]
    return run


async def measure(port: int, num_tabs: int, num_runs: int, num_changes: int) -> list[object]:
    """Bytes to all tabs, after each has its first list."""
    base = f"http://127.0.0.1:{port}"
    async with httpx.AsyncClient(base_url=base, trust_env=False, timeout=60) as client:
        runs = [await start(client) for _ in range(num_runs)]
        sizes: Counter[str] = Counter()
        ready = asyncio.Semaphore(0)
        tabs = [asyncio.ensure_future(listen(port, sizes, ready)) for _ in range(num_tabs)]
        for _ in tabs:
            await ready.acquire()
        await asyncio.sleep(1)
        first, began = sum(sizes.values()), time.monotonic()
        sizes.clear()
        for _ in range(num_changes // 2):
            runs.append(await start(client))
            await client.post(f"/api/runs/{runs.pop(0)}/commands", json={"type": "stop"})
            await asyncio.sleep(PACE_SECS)
        await asyncio.sleep(1)
        secs = time.monotonic() - began
        for tab in tabs:
            tab.cancel()
    listed = sizes["runs"] + sizes["listed"]
    return [
        num_tabs,
        num_runs,
        num_changes,
        secs,
        first / 1e6,
        listed / 1e6,
        listed / num_tabs / num_changes,
    ]


async def main(num_tabs: int = 200, num_runs: int = 30, num_changes: int = 200) -> None:
    async with served() as port:
        row = await measure(port, num_tabs, num_runs, num_changes)
    table(
        [row],
        "tabs",
        "runs",
        "changes",
        "s",
        "MB at first",
        "MB of lists",
        "bytes a tab and change",
    )


if __name__ == "__main__":
    asyncio.run(main(*map(int, sys.argv[1:])))
