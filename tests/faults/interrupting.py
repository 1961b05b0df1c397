"""Six kinds of run in one server that is interrupted again and again, each compared with the same run undisturbed."""

from __future__ import annotations

import asyncio
import json
import random
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import create_engine, select

from tests.bench.kills import Tab
from tests.e2e.served import Served
from tests.faults.figures import Figure, Figures
from tests.runs.test_kills import undisturbed
from tests.training.architectures import FILES
from torchground.storage import engines
from torchground.storage.tables import POINTS

KINDS = ("mlp", "cnn", "lstm", "gpt", "vae", "gan")
PATIENCE_SECS = 120.0
"""A run of which nothing comes for so long is stuck."""
STOPS_WITHIN_SECS = 0.4
"""The next interruption comes at a random moment, so long after the last run has come back."""

Interrupt = Callable[[Served, random.Random], Awaitable[None]]


class Stuck(Exception):
    """Nothing came of some run for too long."""


def endless(kind: str) -> dict[str, Any]:
    """A project of that kind that trains for longer than anybody waits."""
    file = FILES[kind]
    data = {**file["data"], "num_samples": 120} if "num_samples" in file["data"] else file["data"]
    return {**file, "data": data, "training": {**file["training"], "epochs": 100_000}}


def interrupted(
    count: int, seed: int, interrupt: Interrupt, environment: dict[str, str] | None = None
) -> Figures:
    """What six runs lost by so many interruptions."""
    with tempfile.TemporaryDirectory() as folder:
        server = Served(Path(folder), environment=environment)
        try:
            server.start()
            server.wait_for_worker()
            return asyncio.run(_interrupted(server, count, random.Random(seed), interrupt))
        finally:
            server.stop()


async def _interrupted(
    server: Served, count: int, chance: random.Random, interrupt: Interrupt
) -> Figures:
    tabs = {kind: Tab(server.address, await start(server, endless(kind))) for kind in KINDS}
    watching = [asyncio.create_task(tab.watch()) for tab in tabs.values()]
    back: list[float] = []
    stuck = 0
    try:
        await _further(tabs, dict.fromkeys(tabs, 0))
        for _ in range(count):
            await asyncio.sleep(chance.uniform(0, STOPS_WITHIN_SECS))
            begun = time.monotonic()
            await interrupt(server, chance)
            had = {kind: len(tab.points) for kind, tab in tabs.items()}
            await _further(tabs, had)
            back.append(time.monotonic() - begun)
    except Stuck:
        stuck = 1
    for task in watching:
        task.cancel()
    await asyncio.gather(*watching, return_exceptions=True)
    lost, different = await asyncio.to_thread(compared, server, tabs)
    return Figures(
        len(back),
        (
            Figure("points lost", lost),
            Figure("points doubled", sum(tab.duplicated for tab in tabs.values())),
            Figure("points different", different),
            Figure("times that a run was stuck", stuck),
            Figure("points compared", sum(len(tab.points) for tab in tabs.values()), None),
            Figure("all six go on, median", statistics.median(back or [0]), None, " s"),
            Figure("all six go on, slowest", max(back, default=0), None, " s"),
        ),
    )


async def start(server: Served, file: dict[str, Any]) -> str:
    """The id of a new run."""
    async with httpx.AsyncClient(base_url=server.address, trust_env=False, timeout=60) as client:
        made = await client.post("/api/runs", json={"project": file, "draft": False})
        made.raise_for_status()
        return str(made.json()["info"]["id"])


async def _further(tabs: dict[str, Tab], had: dict[str, int]) -> None:
    """Until each tab has seen a point more."""
    give_up = time.monotonic() + PATIENCE_SECS
    while waiting := [kind for kind, tab in tabs.items() if len(tab.points) <= had[kind]]:
        if time.monotonic() > give_up:
            raise Stuck(waiting)
        await asyncio.sleep(0.005)


def compared(server: Served, tabs: dict[str, Tab]) -> tuple[int, int]:
    """How many points are missing and how many are different, in tabs and in the database."""
    lost = different = 0
    for kind, tab in tabs.items():
        kept = kept_points(server.database_url, tab.run_id, len(tab.points))
        expected = undisturbed(endless(kind), len(tab.points))
        lost += tab.skipped + len(expected) - len(kept)
        seen = [json.loads(point) for point in tab.points]
        different += sum(a != json.loads(b) for a, b in zip(seen, expected, strict=True))
        different += sum(a != b for a, b in zip(kept, expected, strict=False))
    return lost, different


def kept_points(database_url: str, run_id: str, last: int) -> list[str]:
    """The points of a run up to this one, as they lie in the database."""
    engine = create_engine(engines.database_url(database_url))
    which = (POINTS.c.run_id == run_id) & (POINTS.c.seq <= last)
    with engine.connect() as connection:
        found = connection.execute(select(POINTS.c.data).where(which).order_by(POINTS.c.seq))
        points = list(found.scalars())
    engine.dispose()
    return points
