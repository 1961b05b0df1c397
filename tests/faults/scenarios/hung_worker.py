"""Run that halts its worker for ever, beside good ones"""

from __future__ import annotations

import asyncio

import httpx

from tests.faults.figures import Figures
from tests.faults.poison import HANGS, info, poisoned

SHORT, FULL = 0, 10
LOOKS = 1500


def run(count: int, seed: int) -> Figures:
    """Whether the worker is replaced, and what the neighbours notice."""
    return poisoned(count, HANGS, is_noticed)


async def is_noticed(client: httpx.AsyncClient, run_id: str) -> bool:
    """Whether the run says that its worker was lost; it is stopped before it halts the next."""
    for _ in range(LOOKS):
        found = await info(client, run_id)
        if found["notes"] or found["state"] == "failed":
            await client.post(f"/api/runs/{run_id}/commands", json={"type": "stop"})
            return True
        await asyncio.sleep(0.1)
    return False
