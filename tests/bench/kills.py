"""Kills worker and server with SIGKILL during training, many times, and counts lost, doubled and different points.

``python -m tests.bench.kills [KILLS]`` (20 of each by default) prints a table. Everything is real: ``torchground
serve`` with its workers, and a tab that reconnects its websocket with the last point it has. For comparison, the same
project is trained undisturbed with the loop of the command line.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from tests.bench.served import table
from tests.e2e.served import Served
from tests.runs.test_kills import LONG, undisturbed

FURTHER = 12
"""How many points there are between two kills."""


@dataclass
class Tab:
    """A tab that watches one run. It reconnects by itself with the last point it has."""

    address: str
    run_id: str
    points: list[str] = field(default_factory=list)
    duplicated: int = 0
    skipped: int = 0
    instances: set[str] = field(default_factory=set)
    heard: int = 0
    """Messages, heartbeats among them."""

    async def watch(self) -> None:
        """Watches until the benchmark ends."""
        while True:
            try:
                await self._once()
            except (OSError, WebSocketException):
                await asyncio.sleep(0.05)

    async def _once(self) -> None:
        url = self.address.replace("http", "ws") + "/api/stream"
        origin: Any = self.address
        async with connect(url, origin=origin, compression=None, max_size=None) as socket:
            asked = {"type": "subscribe", "run": self.run_id, "after": len(self.points)}
            await socket.send(json.dumps(asked))
            async for text in socket:
                if isinstance(text, str):
                    self._take(json.loads(text))

    def _take(self, message: dict[str, Any]) -> None:
        self.heard += 1
        if message["type"] == "hello":
            self.instances.add(message["instance"])
        for point in message.get("points", []):
            self.duplicated += point["seq"] <= len(self.points)
            self.skipped += max(0, point["seq"] - len(self.points) - 1)
            if point["seq"] == len(self.points) + 1:
                self.points.append(json.dumps(point))


async def until(true: Callable[[], object], secs: float = 240) -> None:
    """Waits until another process has done something."""
    give_up = time.monotonic() + secs
    while not true():
        if time.monotonic() > give_up:
            raise SystemExit("a run is stuck: nothing came for too long")
        await asyncio.sleep(0.005)


def workers_of(server: Served) -> list[int]:
    """The worker processes: the children of the forkserver, which is a child of the server."""
    return [worker for child in children(server.pid) for worker in children(child)]


def children(pid: int) -> list[int]:
    """The ids of the processes that this one started."""
    lists = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for children in lists for child in children.read_text().split()]


async def kill_worker(server: Served) -> None:
    """Kills a worker with SIGKILL during training."""
    (pid,) = workers_of(server)
    os.kill(pid, signal.SIGKILL)


async def kill_server(server: Served) -> None:
    """Kills the server with SIGKILL during training, and starts it again."""
    await asyncio.to_thread(server.kill)
    await asyncio.to_thread(server.start)


async def killed(
    server: Served, file: dict[str, Any], kills: int, kill: Callable[[Served], Awaitable[None]]
) -> list[object]:
    """One row of the table: a run that was killed several times."""
    await asyncio.to_thread(server.wait_for_worker)
    async with httpx.AsyncClient(base_url=server.address, trust_env=False, timeout=30) as client:
        made = await client.post("/api/runs", json={"project": file, "draft": False})
        run_id = made.json()["info"]["id"]
    tab, back = Tab(server.address, run_id), []
    watching = asyncio.create_task(tab.watch())
    for _ in range(kills):
        goal = len(tab.points) + FURTHER
        await until(lambda goal=goal: len(tab.points) >= goal)
        begun, had = time.monotonic(), len(tab.points)
        await kill(server)
        await until(lambda had=had: len(tab.points) > had + 1)
        back.append(time.monotonic() - begun)
    watching.cancel()
    database = sqlite3.connect(server.data_dir / "torchground.db")
    query = "SELECT data FROM points WHERE run_id = ? AND seq <= ? ORDER BY seq"
    kept = [data for (data,) in database.execute(query, (run_id, len(tab.points)))]
    database.close()
    expected = undisturbed(file, len(tab.points))
    seen = [json.loads(point) for point in tab.points]
    different = sum(one != json.loads(other) for one, other in zip(seen, expected, strict=True))
    different += sum(one != other for one, other in zip(kept, expected, strict=False))
    lost = tab.skipped + len(expected) - len(kept)
    return [kills, len(seen), lost, tab.duplicated, different, statistics.median(back), max(back)]


async def main(kills: int = 20) -> None:
    """Prints the table."""
    file = {**LONG, "training": {**LONG["training"], "epochs": 100_000}}
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        server = Served(Path(folder))
        try:
            await asyncio.to_thread(server.start)
            rows.append(["worker", *await killed(server, file, kills, kill_worker)])
            rows.append(["server", *await killed(server, file, kills, kill_server)])
        finally:
            await asyncio.to_thread(server.stop)
    table(
        rows,
        "killed",
        "times",
        "points",
        "lost",
        "duplicated",
        "different",
        "back, s",
        "slowest, s",
    )


if __name__ == "__main__":
    asyncio.run(main(*(int(argument) for argument in sys.argv[1:])))
