"""Wall clock of the server jumps by up to a year, back and forth, in six kinds of run"""

from __future__ import annotations

import asyncio
import os
import random
import tempfile
from pathlib import Path

from tests.e2e.served import Served
from tests.faults.figures import Figures
from tests.faults.interrupting import interrupted

SHORT, FULL = 0, 100
YEAR_SECS = 31_536_000.0
CLOCK = Path(__file__).parents[1] / "clock"


def run(count: int, seed: int) -> Figures:
    """What is lost by it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "wrong_by"
        path = os.pathsep.join(filter(None, [str(CLOCK), os.environ.get("PYTHONPATH")]))
        environment = {"PYTHONPATH": path, "TORCHGROUND_FAULTS_CLOCK": str(file)}

        async def jump(server: Served, chance: random.Random) -> None:
            near = chance.choice((10.0, 3600.0, YEAR_SECS))
            file.write_text(str(chance.uniform(-near, near)))
            await asyncio.sleep(0.2)

        return interrupted(count, seed, jump, environment)
