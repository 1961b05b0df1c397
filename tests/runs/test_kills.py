"""Kill -9 the worker, damage a checkpoint, in the middle of training: no point is lost, doubled or different.

Kills of the server, and of both under six kinds of run, are scenarios of ``tests/faults``.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sqlite3
import time
from pathlib import Path
from typing import Any

import ormsgpack
import pytest

from tests.exhaustive import more
from tests.runs.living import PROJECT, Living, living, until
from torchground.runs.listener import Listener
from torchground.runs.registry import Refused
from torchground.telemetry.messages import Pause, Play, Point, Set
from torchground.workers.local import LocalWorkers

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]
ROOT = Path(__file__).parents[2]
PATIENCE_SECS = 180
LONG: dict[str, Any] = {
    **PROJECT,
    "network": {
        "nodes": [
            {"id": "x", "layer": {"type": "input"}},
            {"id": "h1", "layer": {"type": "linear", "out_features": 16}},
            {"id": "a1", "layer": {"type": "relu"}},
            {"id": "d1", "layer": {"type": "dropout", "p": 0.2}},
            {"id": "y", "layer": {"type": "output"}},
        ],
        "edges": [
            {"source": source, "target": target}
            for source, target in (("x", "h1"), ("h1", "a1"), ("a1", "d1"), ("d1", "y"))
        ],
    },
    "training": {"optimizer": {"type": "adam", "lr": 0.01}, "batch_size": 2, "epochs": 40_000},
}
"""Trains for longer than any test here; dropout, so that the random state must come back too."""
SHORT = {**LONG, "training": {**LONG["training"], "epochs": 60}}


def undisturbed(file: dict[str, Any], last: int) -> list[str]:
    """The points of the same project trained in this process, up to ``last``, as JSON."""
    from torchground.network.check.checking import resolve
    from torchground.training.loop import train
    from torchground.training.messages import PointMade
    from torchground.training.spec import RunSpec

    project, _ = resolve(file)
    assert project is not None
    points: list[str] = []
    for message in train(RunSpec(project)):
        if isinstance(message, PointMade):
            points.append(message.point.model_dump_json())
            if len(points) == last:
                break
    return points


def kept(folder: Path, run_id: str) -> list[str]:
    """The points in the database, in order; dense, or this fails."""
    database = sqlite3.connect(folder / "torchground.db")
    query = "SELECT seq, data FROM points WHERE run_id = ? ORDER BY seq"
    rows = database.execute(query, (run_id,)).fetchall()
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    database.close()
    assert [seq for seq, _ in rows] == list(range(1, len(rows) + 1))
    return [data for _, data in rows]


def test_kills_of_the_worker_change_nothing_that_is_seen(tmp_path: Path) -> None:
    async def check() -> None:
        async with living(tmp_path, LocalWorkers(1, "cpu")) as here:
            await until(lambda: here.workers.num_ready, PATIENCE_SECS)
            run_id = (await here.registry.create(LONG, draft=False, paused=False)).info.id
            listener = Listener(here.registry)
            listener.subscribe(run_id, 0)
            seen: list[dict[str, Any]] = []
            watching = asyncio.create_task(watch(listener, seen))
            for _ in range(2):
                await further(here, run_id, 20)
                before = here.workers.pids
                os.kill(before[0], signal.SIGKILL)
                await until(lambda before=before: here.workers.pids not in (before, []), 60)
            await further(here, run_id, 20)
            assert (await here.registry.command(run_id, Pause())).ok
            await until(lambda: here.registry.get(run_id).state == "paused")
            last = here.registry.get(run_id).last_seq
            assert sum(note.kind == "restarted" for note in here.registry.get(run_id).notes) == 2
            await until(lambda: len(seen) >= last)
            watching.cancel()
            assert [point["seq"] for point in seen] == list(range(1, last + 1))
            points = kept(tmp_path, run_id)
            assert [Point.model_validate(point).model_dump_json() for point in seen] == points
            assert points == undisturbed(LONG, last)

    asyncio.run(check())


async def further(here: Living, run_id: str, points: int) -> None:
    """Until so many more points are committed."""
    goal = here.registry.get(run_id).last_seq + points
    await until(lambda: here.registry.get(run_id).last_seq >= goal, PATIENCE_SECS)


@pytest.mark.parametrize("num_damaged", [2, more(1)])
def test_a_damaged_checkpoint_changes_no_point(tmp_path: Path, num_damaged: int) -> None:
    async def check() -> None:
        async with living(tmp_path, LocalWorkers(1, "cpu")) as here:
            run_id = (await here.registry.create(LONG, draft=False, paused=False)).info.id
            for _ in range(2):
                await further(here, run_id, 40)
                assert (await here.registry.command(run_id, Pause())).ok
                await until(lambda: here.registry.get(run_id).state == "paused")
                step = here.registry.get(run_id).step
                await until(lambda step=step: saved_step(here, run_id) == step)
                assert (await here.registry.command(run_id, Play())).ok
        flip_a_bit_in(committed(tmp_path, run_id)[:num_damaged])
        async with living(tmp_path, LocalWorkers(1, "cpu")) as here:
            await further(here, run_id, 60)
            assert (await here.registry.command(run_id, Pause())).ok
            await until(lambda: here.registry.get(run_id).state == "paused")
            last = here.registry.get(run_id).last_seq
            notes = here.registry.get(run_id).notes
            assert "runs.checkpoints_lost" in {note.code for note in notes}
            assert kept(tmp_path, run_id) == undisturbed(LONG, last)

    asyncio.run(check())


def saved_step(here: Living, run_id: str) -> int:
    saved = here.registry.find(run_id).run.checkpoint
    return saved.step if saved else -1


def committed(folder: Path, run_id: str) -> list[Path]:
    """The checkpoints that the database names, the newest first."""
    database = sqlite3.connect(folder / "torchground.db")
    query = "SELECT checkpoint, older_checkpoint FROM runs WHERE id = ?"
    newest, older = database.execute(query, (run_id,)).fetchone()
    database.close()
    names = [newest] if older is None else [newest, json.loads(older)["name"]]
    return [folder / "checkpoints" / name for name in names]


def flip_a_bit_in(paths: list[Path]) -> None:
    for path in paths:
        content = bytearray(path.read_bytes())
        content[-1] ^= 1
        path.write_bytes(content)


def test_an_ended_run_whose_checkpoint_is_damaged_shows_the_same_weights(tmp_path: Path) -> None:
    async def weights(here: Living, run_id: str) -> Any:
        give_up = time.monotonic() + PATIENCE_SECS
        while True:
            try:
                frame = await Listener(here.registry).measure(run_id, {"type": "weights"}, "#1")
            except Refused:
                assert time.monotonic() < give_up, "it was never opened"
                await asyncio.sleep(0.05)
            else:
                told = ormsgpack.unpackb(frame)
                if told["step"] == here.registry.get(run_id).step:
                    return told["readings"]

    async def check() -> None:
        async with living(tmp_path, LocalWorkers(1, "cpu")) as here:
            run_id = (await here.registry.create(SHORT, draft=False, paused=False)).info.id
            await until(lambda: here.registry.get(run_id).state == "finished", PATIENCE_SECS)
            before = await weights(here, run_id)
        flip_a_bit_in(committed(tmp_path, run_id)[:1])
        async with living(tmp_path, LocalWorkers(1, "cpu")) as here:
            Listener(here.registry).subscribe(run_id, 0)
            assert await weights(here, run_id) == before
            notes = here.registry.get(run_id).notes
            assert "runs.checkpoints_lost" in {note.code for note in notes}
            assert here.registry.get(run_id).state == "finished"

    asyncio.run(check())


async def watch(listener: Any, seen: list[dict[str, Any]]) -> None:
    while frames := await listener.next():
        for frame in frames:
            message = json.loads(frame) if isinstance(frame, str) else {}
            if message.get("type") == "points":
                seen += message["points"]


def test_a_change_while_it_trains_is_repeated_at_its_step(tmp_path: Path) -> None:
    """With the change at its own step, the rest must be as if nobody had died."""

    async def check() -> None:
        async with living(tmp_path, LocalWorkers(1, "cpu")) as here:
            await until(lambda: here.workers.num_ready, PATIENCE_SECS)
            run_id = (await here.registry.create(LONG, draft=True, paused=True)).info.id
            assert (await here.registry.command(run_id, Play())).ok
            await further(here, run_id, 30)
            answer = await here.registry.command(run_id, Set(field="optimizer.lr", value=0.002))
            assert answer.ok, answer.error
            (pid,) = here.workers.pids
            os.kill(pid, signal.SIGKILL)
            await further(here, run_id, 60)
            points = [Point.model_validate_json(text) for text in kept(tmp_path, run_id)]
            changes = [point for point in points if point.kind == "change"]
            assert [point.change.after for point in changes if point.change] == [0.002]
            assert here.registry.get(run_id).settings["optimizer.lr"] == 0.002
            assert [p.model_dump_json() for p in points] == with_change(changes[0], len(points))

    asyncio.run(check())


def with_change(change: Point, last: int) -> list[str]:
    """The points of an undisturbed run in which the setting is changed at the same step."""
    from torchground.network.check.checking import resolve
    from torchground.training.loop import train
    from torchground.training.messages import PointMade
    from torchground.training.spec import PastChange, Resume, RunSpec

    project, _ = resolve(LONG)
    assert project is not None
    assert change.change is not None
    past = Resume(None, (PastChange(change.step, change.change),), last_seq=change.seq)
    points: list[str] = []
    for message in train(RunSpec(project, resume=past)):
        if isinstance(message, PointMade):
            points.append(message.point.model_dump_json())
            if len(points) == last:
                break
    return points
