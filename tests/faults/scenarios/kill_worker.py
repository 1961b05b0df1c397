"""Worker killed (SIGKILL) while it trains six kinds of run."""

from __future__ import annotations

import os
import random
import signal

from tests.bench.kills import until, workers_of
from tests.e2e.served import Served
from tests.faults.figures import Figures
from tests.faults.interrupting import interrupted

SHORT, FULL = 1, 200


def run(count: int, seed: int) -> Figures:
    """What is lost by it."""
    return interrupted(count, seed, kill)


async def kill(server: Served, chance: random.Random) -> None:
    """End the worker at once."""
    await until(lambda: workers_of(server))
    os.kill(chance.choice(workers_of(server)), signal.SIGKILL)
