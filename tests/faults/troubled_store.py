"""A server that trains while people save, and whose store is in trouble for some seconds, again and again."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from tests.bench.kills import Tab
from tests.e2e.served import Served
from tests.faults.figures import Figure, Figures
from tests.faults.interrupting import compared, endless, start
from tests.faults.people import back_to_normal, working

RUNS = ("lstm", "gpt")
PEOPLE = 6
QUIET_SECS = 2.0
TROUBLE_SECS = (1.0, 4.0)
NORMAL_SECS = 10.0

Trouble = Callable[[Served], AbstractContextManager[None]]


def troubled(
    count: int, seed: int, folder: Path, trouble: Trouble, database_url: str | None = None
) -> Figures:
    """What people and runs notice of it."""
    server = Served(folder, database_url=database_url)
    try:
        server.start()
        server.wait_for_worker()
        return asyncio.run(_troubled(server, count, random.Random(seed), trouble))
    finally:
        server.stop()


async def _troubled(server: Served, count: int, chance: random.Random, trouble: Trouble) -> Figures:
    tabs = {kind: Tab(server.address, await start(server, endless(kind))) for kind in RUNS}
    watching = [asyncio.create_task(tab.watch()) for tab in tabs.values()]
    normal: list[float] = []
    async with working(server.address, PEOPLE) as people:
        await back_to_normal(people)
        await asyncio.sleep(QUIET_SECS)
        before = people.forget()
        for _ in range(count):
            with trouble(server):
                await asyncio.sleep(chance.uniform(*TROUBLE_SECS))
            normal.append(await back_to_normal(people))
        told = people.figures(before)
    lost_saves = await people.lost(server.address)
    await asyncio.sleep(1)
    for task in watching:
        task.cancel()
    await asyncio.gather(*watching, return_exceptions=True)
    lost, different = await asyncio.to_thread(compared, server, tabs)
    return Figures(
        count,
        (
            Figure("saves lost", lost_saves),
            *told,
            Figure("points lost", lost),
            Figure("points doubled", sum(tab.duplicated for tab in tabs.values())),
            Figure("points different", different),
            Figure("until everybody saves again", max(normal), NORMAL_SECS, " s"),
        ),
    )
