"""Many tabs that watch one run: milliseconds from a worker's point to the parsed message in every tab.

``python -m tests.bench.fan_out [CLIENTS] [POINTS_PER_SECOND] [SECONDS]`` prints a table. The server is the real one in
its own process, with the real store (points are committed before they are sent). Only the worker is replaced, by one
that sends a point at each tick with the current time in it.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import signal
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import httpx
from websockets.asyncio.client import connect

from tests.server.serving import NoWorkers
from tests.server.test_routes import SPIRAL
from torchground.server.main import Server, listen
from torchground.server.settings import Settings
from torchground.telemetry.messages import Point
from torchground.training.messages import (
    Answered,
    CommandRequest,
    LoopRequest,
    PointMade,
    StateChanged,
)
from torchground.workers.base import Receiver, Sending
from torchground.workers.messages import FromRun, Start


class Ticking(NoWorkers):
    """A worker whose runs send points at a steady rate. Each point has the current time as its batch loss."""

    num_ready = 1
    devices = ["cpu"]

    def __init__(self, points_per_sec: float, num_points: int) -> None:
        self._period = 1 / points_per_sec
        self._num_points = num_points
        self._tasks: set[asyncio.Task[None]] = set()

    async def open(self, receiver: Receiver) -> None:
        self._receiver = receiver
        asyncio.get_running_loop().call_soon(receiver.worker_ready)

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()

    def start(self, run_id: str, start: Start, *, device: str | None, heavy: bool) -> str | None:
        return "cpu"

    def send(self, run_id: str, request: LoopRequest) -> Sending:
        if isinstance(request, CommandRequest):
            self._say(run_id, Answered(request.request, True))
            self._tasks.add(asyncio.ensure_future(self._tick(run_id)))
        return "sent"

    async def _tick(self, run_id: str) -> None:
        self._say(run_id, StateChanged("running", None, 0, 0))
        begun = time.monotonic()
        for seq in range(1, self._num_points + 1):
            await asyncio.sleep(max(0.0, begun + seq * self._period - time.monotonic()))
            point = Point(seq=seq, kind="batch", epoch=0, step=seq, batch_loss=time.monotonic())
            self._say(run_id, PointMade(point))

    def _say(self, run_id: str, message: FromRun) -> None:
        self._receiver.received([(run_id, message)])


@dataclass
class Watcher:
    """What one tab received."""

    last: int = 0
    lost: int = 0
    duplicated: int = 0
    frames: int = 0
    delays: list[float] = field(default_factory=list)
    """The delay of each point in milliseconds."""

    def take(self, message: Mapping[str, Any]) -> None:
        now = time.monotonic()
        self.frames += 1
        for point in message["points"]:
            self.lost += max(0, point["seq"] - self.last - 1)
            self.duplicated += point["seq"] <= self.last
            self.last = max(self.last, point["seq"])
            self.delays.append((now - point["batch_loss"]) * 1000)


async def watch(port: int, run_id: str, num_points: int, ready: asyncio.Semaphore) -> Watcher:
    """One tab, from its subscription to the run's last point."""
    watcher = Watcher()
    origin: Any = f"http://127.0.0.1:{port}"
    url = f"ws://127.0.0.1:{port}/api/stream"
    async with connect(url, origin=origin, compression=None, max_size=None) as tab:
        await tab.send(json.dumps({"type": "subscribe", "run": run_id, "after": 0}))
        async for text in tab:
            message = json.loads(text)
            if message["type"] == "run":
                ready.release()
            if message["type"] == "points":
                watcher.take(message)
                if watcher.last >= num_points:
                    break
    return watcher


async def measure(port: int, clients: int, num_points: int) -> list[Watcher]:
    """Runs all tabs at the same time."""
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
        started = await client.post("/api/runs", json={"project": SPIRAL, "paused": True})
        run_id = started.json()["info"]["id"]
        ready = asyncio.Semaphore(0)
        tabs = [
            asyncio.ensure_future(watch(port, run_id, num_points, ready)) for _ in range(clients)
        ]
        for _ in tabs:
            await ready.acquire()
        await client.post(f"/api/runs/{run_id}/commands", json={"type": "play"}, timeout=30)
        return await asyncio.gather(*tabs)


def serve(line: Connection, folder: str, points_per_sec: float, num_points: int) -> None:
    """Runs the server in its own process. At the end it sends its CPU time through the pipe."""
    listening = listen("127.0.0.1", 0)
    port = listening.getsockname()[1]
    settings = Settings(data_dir=Path(folder), port=port, page_dir=Path(folder))
    server = Server(settings, lambda _: Ticking(points_per_sec, num_points))
    line.send(port)
    signal.signal(signal.SIGTERM, lambda *_: None)  # uvicorn stops and raises the signal again
    server.run([listening])
    line.send(time.process_time())


def main(clients: int = 200, points_per_sec: float = 20, secs: float = 20) -> None:
    """Prints the table."""
    num_points = int(points_per_sec * secs)
    here, there = multiprocessing.Pipe()
    with tempfile.TemporaryDirectory() as folder:
        arguments = (there, folder, points_per_sec, num_points)
        process = multiprocessing.get_context("spawn").Process(target=serve, args=arguments)
        process.start()
        port = here.recv()
        wait_until_up(port)
        begun = time.monotonic()
        watchers = asyncio.run(measure(port, clients, num_points))
        wall = time.monotonic() - begun
        process.terminate()
        cpu = here.recv() if here.poll(10) else float("nan")
        process.join()
    delays = sorted(delay for watcher in watchers for delay in watcher.delays)
    rows = {
        "tabs": clients,
        "points a second": points_per_sec,
        "points": num_points,
        "frames to each tab": sum(w.frames for w in watchers) / clients,
        "p50, ms": delays[len(delays) // 2],
        "p99, ms": delays[int(len(delays) * 0.99)],
        "slowest, ms": delays[-1],
        "lost": sum(w.lost + num_points - w.last for w in watchers),
        "duplicated": sum(w.duplicated for w in watchers),
        "server, % of a core": cpu / wall * 100,
    }
    for name, value in rows.items():
        print(
            f"{name:<22} {value:>10,.1f}"
            if isinstance(value, float)
            else f"{name:<22} {value:>10,}"
        )


def wait_until_up(port: int) -> None:
    """Waits until the server answers."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            httpx.get(f"http://127.0.0.1:{port}/api/health", trust_env=False, timeout=5)
            return
        except httpx.TransportError:
            time.sleep(0.05)
    raise SystemExit("the server did not start")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
