"""Power cut while points of runs are committed"""

from __future__ import annotations

import asyncio
import json
import random

from tests.faults.databases import Tell, cut_while, newest
from tests.faults.figures import Figures
from tests.faults.power_cuts import Left
from tests.storage.rows import a_point, a_run
from torchground.storage.store import Store

SHORT, FULL = 25, 1000
RUNS, BATCHES = 3, 25


def run(count: int, seed: int) -> Figures:
    """What is lost by it."""
    return cut_while(count, seed, append, ask)


async def append(store: Store, tell: Tell, chance: random.Random) -> None:
    """Runs train and their points are kept."""

    async def train() -> None:
        one, last = a_run(), 0
        await store.add_run(one, {"some": "project"}, None)
        tell((one.id, 0))
        for _ in range(BATCHES):
            upto = last + chance.randint(1, 20)
            points = [a_point(seq) for seq in range(last + 1, upto + 1)]
            last = await store.append(one.id, 1, points, epoch=upto, state="running")
            tell((one.id, last))

    await asyncio.gather(*(train() for _ in range(RUNS)))


async def ask(store: Store, told: list[object]) -> Left:
    """Each run has its points without a gap, at least up to the last that was shown."""
    lost = corrupt = 0
    found = {saved.info.id: saved.info for saved in await store.runs()}
    for run_id, last in newest(told).items():
        points = [point.seq for point in await store.points(run_id, 0, 10_000)]
        lost += run_id not in found or len(points) < last
        corrupt += points != list(range(1, len(points) + 1))
        corrupt += run_id in found and found[run_id].last_seq != len(points)
    for run_id in found:
        for point in await store.points(run_id, 0, 10_000):
            corrupt += json.loads(point.data)["seq"] != point.seq
    return Left(lost, corrupt)
