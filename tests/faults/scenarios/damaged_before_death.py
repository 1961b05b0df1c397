"""Newest checkpoint of a run damaged before its worker dies"""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.faults.figures import Figure, Figures
from tests.files.damaging import damage
from tests.runs.living import Living, living, until
from tests.runs.test_kills import LONG
from torchground.network.check.checking import resolve
from torchground.telemetry.messages import OVER, Pause, Play
from torchground.training.loop import train
from torchground.training.messages import PointMade
from torchground.training.spec import RunSpec
from torchground.workers.local import LocalWorkers

SHORT, FULL = 1, 500
FILE: dict[str, Any] = {**LONG, "training": {**LONG["training"], "epochs": 100_000}}
FURTHER = 15
"""Points of each try before and after the damage."""


def run(count: int, seed: int) -> Figures:
    """What becomes of the run."""
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_run(Path(folder), count, random.Random(seed)))


async def _run(folder: Path, count: int, chance: random.Random) -> Figures:
    ended = different = told = 0
    async with living(folder, LocalWorkers(1, "cpu")) as here:
        await until(lambda: here.workers.num_ready, 240)
        run_id, undisturbed, seen = "", iter(()), 0
        for _ in range(count):
            if not run_id:
                made = await here.registry.create(FILE, draft=False, paused=False)
                run_id, undisturbed, seen = made.info.id, points(), 0
            before = len(here.registry.get(run_id).notes)
            await _one_try(here, folder, run_id, chance)
            info = here.registry.get(run_id)
            told += info.state in OVER or len(info.notes) > before
            wrong = await _different(here, run_id, seen, undisturbed)
            seen = info.last_seq
            ended += info.state in OVER
            different += wrong
            if wrong or info.state in OVER:
                run_id = ""
    return Figures(
        count,
        (
            Figure("runs that went on from wrong weights", different),
            Figure("runs that ended", ended),
            Figure("said on the run", told, None),
        ),
    )


async def _one_try(here: Living, folder: Path, run_id: str, chance: random.Random) -> None:
    """Halt the run, so that its checkpoint is written; damage that, kill the worker, go on."""
    await _further(here, run_id)
    assert (await here.registry.command(run_id, Pause())).ok
    await until(lambda: here.registry.get(run_id).state == "paused")
    step = here.registry.get(run_id).step
    await until(lambda: list(folder.glob(f"checkpoints/{run_id}-{step}-*.safetensors")))
    (path,) = folder.glob(f"checkpoints/{run_id}-{step}-*.safetensors")
    await until(lambda: here.registry.find(run_id).run.checkpoint is not None)
    await until(lambda: here.registry.find(run_id).run.checkpoint.name == path.name)
    damage(path, chance.randrange(2**32))
    pids = here.workers.pids
    os.kill(pids[0], signal.SIGKILL)
    await until(lambda: here.workers.pids not in (pids, []), 120)
    await here.registry.command(run_id, Play())
    await _further(here, run_id)


async def _further(here: Living, run_id: str) -> None:
    """Until some more points are committed, or the run has ended."""
    goal = here.registry.get(run_id).last_seq + FURTHER
    await until(
        lambda: (
            here.registry.get(run_id).last_seq >= goal or here.registry.get(run_id).state in OVER
        ),
        120,
    )


async def _different(here: Living, run_id: str, seen: int, undisturbed: Iterator[str]) -> bool:
    last = here.registry.get(run_id).last_seq
    found: list[str] = []
    while seen + len(found) < last:
        found += await here.registry.stored_points(run_id, seen + len(found), 1000)
    found = found[: last - seen]
    expected = [next(undisturbed) for _ in found]
    return [json.loads(point) for point in found] != [json.loads(point) for point in expected]


def points() -> Iterator[str]:
    """Those of the same project, undisturbed."""
    project, _ = resolve(FILE)
    assert project is not None
    for message in train(RunSpec(project)):
        if isinstance(message, PointMade):
            yield message.point.model_dump_json()
