"""Server killed (SIGKILL) while it trains six kinds of run, and started again."""

from __future__ import annotations

import asyncio
import random

from tests.e2e.served import Served
from tests.faults.figures import Figures
from tests.faults.interrupting import interrupted

SHORT, FULL = 1, 200


def run(count: int, seed: int) -> Figures:
    """What is lost by it."""
    return interrupted(count, seed, kill)


async def kill(server: Served, chance: random.Random) -> None:
    """End the server at once and start the next on its folder."""
    await asyncio.to_thread(server.kill)
    await asyncio.to_thread(server.start)
