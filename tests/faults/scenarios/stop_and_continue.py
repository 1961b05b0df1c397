"""Server or worker halted for seconds (SIGSTOP, SIGCONT) in six kinds of run."""

from __future__ import annotations

import asyncio
import os
import random
import signal

from tests.bench.kills import until, workers_of
from tests.e2e.served import Served
from tests.faults.figures import Figures
from tests.faults.interrupting import interrupted

SHORT, FULL = 0, 50
LONGEST_SECS = 8.0
"""Tabs think the line is dead after five."""


def run(count: int, seed: int) -> Figures:
    """What is lost by it."""
    return interrupted(count, seed, halt)


async def halt(server: Served, chance: random.Random) -> None:
    """Halt one of the two for a while."""
    await until(lambda: workers_of(server))
    pid = chance.choice([server.pid, *workers_of(server)])
    os.kill(pid, signal.SIGSTOP)
    try:
        await asyncio.sleep(chance.uniform(0.1, LONGEST_SECS))
    finally:
        os.kill(pid, signal.SIGCONT)
