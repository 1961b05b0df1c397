"""Soak: people come, save, train, watch and go, for so many seconds"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from tests.bench.kills import children, workers_of
from tests.e2e.served import Served
from tests.faults.figures import Figure, Figures
from tests.runs.living import PROJECT

SHORT, FULL = 0, 3600
"""Seconds."""
PEOPLE = 8
SETTLED = 0.3
"""Part of the time after which what a process holds is measured first."""
LONG_ENOUGH_SECS = 1800
"""Shorter soaks say nothing of megabytes an hour; their figure is only told."""


@dataclass
class Held:
    """What a process holds."""

    mb: float
    descriptors: int
    threads: int

    @classmethod
    def by(cls, pid: int) -> Held:
        status = Path(f"/proc/{pid}/status").read_text()
        lines = dict(line.split(":", 1) for line in status.splitlines())
        kb = int(lines["VmRSS"].split()[0])
        return cls(kb / 1000, len(list(Path(f"/proc/{pid}/fd").iterdir())), int(lines["Threads"]))


@dataclass
class Seen:
    """What the people saw."""

    visits: int = 0
    num_5xx: int = 0
    unanswered: int = 0
    runs: list[str] = field(default_factory=list)


def run(count: int, seed: int) -> Figures:
    """What the server and its worker hold on to after so many seconds."""
    if not Path("/proc/self/status").exists():
        return Figures(0, left_out="what a process holds is read in /proc, on Linux only")
    with tempfile.TemporaryDirectory() as folder:
        server = Served(Path(folder))
        try:
            server.start()
            server.wait_for_worker()
            return asyncio.run(_soak(server, count, random.Random(seed)))
        finally:
            server.stop()


async def _soak(server: Served, secs: int, chance: random.Random) -> Figures:
    seen, until = Seen(), time.monotonic() + secs
    people = [asyncio.create_task(_person(server, seen, chance, until)) for _ in range(PEOPLE)]
    await asyncio.sleep(secs * SETTLED)
    first, begun = _held(server), time.monotonic()
    await asyncio.gather(*people)
    last, hours = _held(server), (time.monotonic() - begun) / 3600
    most = 1.0 if secs >= LONG_ENOUGH_SECS else None
    figures = [
        Figure(
            f"growth of the {name} an hour", (last[name].mb - first[name].mb) / hours, most, " MB"
        )
        for name in first
    ]
    grown = {name: last[name].descriptors - first[name].descriptors for name in first}
    threads = {name: last[name].threads - first[name].threads for name in first}
    return Figures(
        secs,
        (
            Figure("answers that were 5xx", seen.num_5xx),
            Figure("requests without an answer", seen.unanswered),
            Figure("more descriptors", max(0, *grown.values()), 10),
            Figure("more threads", max(0, *threads.values()), 4),
            *figures,
            Figure("visits", seen.visits, None),
        ),
    )


def _held(server: Served) -> dict[str, Held]:
    (worker,) = workers_of(server)
    assert children(server.pid)
    return {"server": Held.by(server.pid), "worker": Held.by(worker)}


async def _person(server: Served, seen: Seen, chance: random.Random, until: float) -> None:
    while time.monotonic() < until:
        async with httpx.AsyncClient(
            base_url=server.address, trust_env=False, timeout=30
        ) as client:
            with contextlib.suppress(WebSocketException):
                await _visit(server, client, seen, chance)
        seen.visits += 1


async def _visit(
    server: Served, client: httpx.AsyncClient, seen: Seen, chance: random.Random
) -> None:
    """Draw, save, train, watch for a while, and go; some throw away what they made."""

    async def ask(method: str, path: str, body: Any = None) -> Any:
        try:
            answer = await client.request(method, path, json=body)
        except httpx.HTTPError:
            seen.unanswered += 1
            return {}
        seen.num_5xx += answer.status_code >= 500
        return answer.json() if answer.content and answer.status_code < 300 else {}

    await ask("POST", "/api/check", PROJECT)
    project = await ask("POST", "/api/projects", PROJECT)
    made = await ask("POST", "/api/runs", {"project": PROJECT, "draft": False})
    if made:
        await _watch(server, made["info"]["id"], chance.uniform(0.5, 3))
        await ask("DELETE", f"/api/runs/{made['info']['id']}")
    if project:
        await ask("DELETE", f"/api/projects/{project['id']}")


async def _watch(server: Served, run_id: str, secs: float) -> None:
    """As a tab does."""
    url, origin = f"{server.address.replace('http', 'ws')}/api/stream", server.address
    any_origin: Any = origin
    async with connect(url, origin=any_origin, max_size=None) as socket:
        await socket.send(json.dumps({"type": "subscribe", "run": run_id, "after": 0}))
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(secs):
                async for _ in socket:
                    pass
