"""Lines of tabs break, halt and swallow what goes over them, while a run trains"""

from __future__ import annotations

import asyncio
import random
import sqlite3
import tempfile
import time
from pathlib import Path

from tests.bench.kills import Tab
from tests.e2e.served import Served
from tests.faults.bad_line import BadLine, bad_line
from tests.faults.figures import Figure, Figures
from tests.faults.interrupting import endless, start

SHORT, FULL = 8, 10_000
MOST_TABS = 100
FAULTS_A_SEC = 25.0
SILENT_SECS = 5.0
"""A tab that hears nothing for so long comes back by itself, as the page does."""
PATIENCE_SECS = 60.0


def run(count: int, seed: int) -> Figures:
    """What the tabs lose by so many faults."""
    with tempfile.TemporaryDirectory() as folder:
        server = Served(Path(folder))
        try:
            server.start()
            server.wait_for_worker()
            return asyncio.run(_faults(server, count, random.Random(seed)))
        finally:
            server.stop()


async def _faults(server: Served, count: int, chance: random.Random) -> Figures:
    run_id = await start(server, endless("gpt"))
    async with bad_line("127.0.0.1", server.port, chance) as (line, address):
        tabs = [Tab(address, run_id) for _ in range(max(10, min(MOST_TABS, count // 10)))]
        watching = [asyncio.create_task(_patient(tab)) for tab in tabs]
        while line.faults < count:
            await line.fault()
            await asyncio.sleep(chance.expovariate(FAULTS_A_SEC))
        behind, secs = await _caught_up(tabs, server, run_id, line)
        for task in watching:
            task.cancel()
        await asyncio.gather(*watching, return_exceptions=True)
    return Figures(
        line.faults,
        (
            Figure("points lost", sum(tab.skipped for tab in tabs)),
            Figure("points doubled", sum(tab.duplicated for tab in tabs)),
            Figure("points different between tabs", _different(tabs)),
            Figure("tabs that did not catch up", behind),
            Figure("tabs", len(tabs), None),
            Figure("until all had caught up", secs, None, " s"),
        ),
    )


async def _patient(tab: Tab) -> None:
    """Watches, and comes back where nothing is heard."""
    while True:
        watching = asyncio.create_task(tab.watch())
        heard = -1
        try:
            while heard != tab.heard:
                heard = tab.heard
                await asyncio.sleep(SILENT_SECS)
        finally:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)


async def _caught_up(
    tabs: list[Tab], server: Served, run_id: str, line: BadLine
) -> tuple[int, float]:
    """How many tabs do not have, after some time, what is in the database now; and how long it took."""
    goal, begun = _last(server, run_id), time.monotonic()
    while behind := sum(len(tab.points) < goal for tab in tabs):
        if time.monotonic() - begun > PATIENCE_SECS:
            break
        await asyncio.sleep(0.05)
    return behind, time.monotonic() - begun


def _last(server: Served, run_id: str) -> int:
    database = sqlite3.connect(server.data_dir / "torchground.db", timeout=30)
    ((last,),) = database.execute("SELECT max(seq) FROM points WHERE run_id = ?", (run_id,))
    database.close()
    return int(last or 0)


def _different(tabs: list[Tab]) -> int:
    longest = max((tab.points for tab in tabs), key=len)
    return sum(a != b for tab in tabs for a, b in zip(tab.points, longest, strict=False))
