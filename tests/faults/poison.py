"""Runs that end or halt the worker that trains them, beside good ones: by a layer that does so on purpose."""

from __future__ import annotations

import asyncio
import contextlib
import os
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx

from tests.bench.kills import Tab
from tests.catalogue.installing import GOOD, write_package
from tests.e2e.served import Served
from tests.faults.figures import Figure, Figures
from tests.faults.interrupting import compared, endless, start
from tests.training.architectures import FILES

NEIGHBOURS = ("lstm", "gpt")
PATIENCE_SECS = 150.0
DIES = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
HANGS = "import time; time.sleep(100_000)"
CALLS = 40
"""So often the layer works before it does what it is for."""

Try = Callable[[httpx.AsyncClient, str], Awaitable[bool]]
"""Given the id of the bad run: wait for what should become of it; whether it did."""


def poisoned(count: int, does: str, one_try: Try) -> Figures:
    """What becomes of such runs, and of their neighbours."""
    with tempfile.TemporaryDirectory() as name:
        site, folder = Path(name) / "site", Path(name) / "data"
        write_package(site, "poison", {"layers.py": _layer(does)}, POINTS)
        path = os.pathsep.join(filter(None, [str(site), os.environ.get("PYTHONPATH")]))
        server = Served(folder, environment={"PYTHONPATH": path})
        try:
            server.start()
            server.wait_for_worker()
            return asyncio.run(_poisoned(server, count, one_try))
        finally:
            server.stop()


POINTS = {"torchground.layers": "poison.layers"}


def _layer(does: str) -> str:
    """A layer that is good for some time."""
    forward = f"""            calls = 0
            def forward(self, x):
                self.calls += 1
                if self.calls > {CALLS}:
                    {does}
                return 2 * x"""
    good = GOOD.index("            def forward"), GOOD.index("        return Doubling()")
    return f"{GOOD[: good[0]]}{forward}\n\n{GOOD[good[1] :]}"


def bad_file() -> dict[str, Any]:
    """A project with that layer."""
    file = FILES["vae"]
    first, *others = file["network"]["edges"]
    node = {"id": "bad", "layer": {"type": "poison.double"}}
    edges = [
        {"source": first["source"], "target": "bad"},
        {"source": "bad", "target": first["target"]},
        *others,
    ]
    network = {"nodes": [*file["network"]["nodes"], node], "edges": edges}
    return {**endless("vae"), "network": network}


async def _poisoned(server: Served, count: int, one_try: Try) -> Figures:
    tabs = {kind: Tab(server.address, await start(server, endless(kind))) for kind in NEIGHBOURS}
    secs: list[float] = []
    missed = halted = 0
    async with _watched(tabs), _client(server) as client:
        for _ in range(count):
            begun = time.monotonic()
            run_id = await start(server, bad_file())
            missed += not await one_try(client, run_id)
            halted += not await _go_on(tabs)
            secs.append(time.monotonic() - begun)
            await client.delete(f"/api/runs/{run_id}")
    lost, different = await asyncio.to_thread(compared, server, tabs)
    return Figures(
        count,
        (
            Figure("bad runs that were not dealt with", missed),
            Figure("times that the neighbours did not go on", halted),
            Figure("points of neighbours lost", lost),
            Figure("points of neighbours doubled", sum(tab.duplicated for tab in tabs.values())),
            Figure("points of neighbours different", different),
            Figure("until all was well again, slowest", max(secs), None, " s"),
        ),
    )


@contextlib.asynccontextmanager
async def _watched(tabs: dict[str, Tab]) -> AsyncIterator[None]:
    watching = [asyncio.create_task(tab.watch()) for tab in tabs.values()]
    try:
        yield
    finally:
        for task in watching:
            task.cancel()
        await asyncio.gather(*watching, return_exceptions=True)


def _client(server: Served) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=server.address, trust_env=False, timeout=60)


async def _go_on(tabs: dict[str, Tab]) -> bool:
    """Whether each neighbour makes further points."""
    goals = {kind: len(tab.points) + 3 for kind, tab in tabs.items()}
    return await came(lambda: all(len(tabs[kind].points) >= goals[kind] for kind in tabs))


async def came(true: Callable[[], bool]) -> bool:
    """Wait for what other processes do; whether it came."""
    give_up = time.monotonic() + PATIENCE_SECS
    while not true():
        if time.monotonic() > give_up:
            return False
        await asyncio.sleep(0.02)
    return True


async def info(client: httpx.AsyncClient, run_id: str) -> dict[str, Any]:
    """A run as it is now."""
    answer = await client.get(f"/api/runs/{run_id}")
    found: dict[str, Any] = answer.json()["info"]
    return found
