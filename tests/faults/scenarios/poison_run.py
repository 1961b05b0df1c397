"""Run that ends every worker that trains it, beside good ones"""

from __future__ import annotations

import asyncio

import httpx

from tests.faults.figures import Figures
from tests.faults.poison import DIES, info, poisoned

SHORT, FULL = 0, 20
LOOKS = 3000


def run(count: int, seed: int) -> Figures:
    """Whether it is set aside, and what its neighbours notice."""
    return poisoned(count, DIES, is_set_aside)


async def is_set_aside(client: httpx.AsyncClient, run_id: str) -> bool:
    """Whether the run failed with a reason."""
    for _ in range(LOOKS):
        found = await info(client, run_id)
        if found["state"] == "failed":
            return bool(found["reason"])
        await asyncio.sleep(0.05)
    return False
