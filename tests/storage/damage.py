"""Damages real database files and looks at what a store makes of them: ``damaged_databases(count, seed, folder)``.

Whatever is not as it was written must be said: by a refusal to open, a row that is named, a point of kind "lost", a
count that was set right, or the check of the whole file. What differs without any of these is silent.
"""

from __future__ import annotations

import asyncio
import random
import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.storage.rows import a_run, checked, opened
from torchground.storage.records import DamagedRow, SavedPoint, StoreProblem
from torchground.storage.store import Store, now
from torchground.storage.wal import log_of
from torchground.telemetry.messages import Note, Point, RunInfo

NUM_RUNS, NUM_POINTS, NUM_PROJECTS = 6, 120, 8
PAGE = 4096
ANSWER_SECS = 60.0
"""A write that has no answer after so long never gets one."""


@dataclass
class Truth:
    """What was written, by id."""

    runs: dict[str, dict[str, Any]] = field(default_factory=dict)
    points: dict[str, list[SavedPoint]] = field(default_factory=dict)
    projects: dict[str, dict[str, Any]] = field(default_factory=dict)
    infos: dict[str, RunInfo] = field(default_factory=dict)


@dataclass
class Outcomes:
    """How many cases came out how, and the cases that should not have."""

    counts: Counter[str] = field(default_factory=Counter)
    silent: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    @property
    def summary(self) -> str:
        """On one line."""
        counts = ", ".join(f"{count} {name}" for name, count in sorted(self.counts.items()))
        return f"{counts}; {len(self.silent)} silent, {len(self.broken)} broken"


def damaged_databases(count: int, seed: int, folder: Path | None = None) -> Outcomes:
    """Damage a database so often, each time another way, and say what became of it."""
    outcomes = Outcomes()
    with tempfile.TemporaryDirectory(dir=folder) as name:
        whole, with_log = Path(name) / "whole.db", Path(name) / "with_log.db"
        truth = asyncio.run(_made(whole, with_log))
        for case in range(count):
            rng = random.Random(f"{seed} {case}")
            way = rng.choice(WAYS)
            path = Path(name) / "damaged.db"
            shutil.copy(whole, path)
            if way is _in_the_log:
                shutil.copy(with_log, path)
                shutil.copy(log_of(with_log), log_of(path))
            way(path, rng)
            title = f"case {case} of seed {seed}: {way.__name__.strip('_')}"
            try:
                came = asyncio.run(_looked_at(path, truth))
            except Exception as error:
                came = "broken"
                outcomes.broken.append(f"{title}: {type(error).__name__}: {error}")
            if came.startswith("silent"):
                outcomes.silent.append(f"{title}: {came}")
            outcomes.counts[came.partition(":")[0]] += 1
            for left in Path(name).glob("damaged.db*"):
                left.unlink()
            shutil.rmtree(Path(name) / "damaged", ignore_errors=True)
    return outcomes


# ---- the whole one -------------------------------------------------------------------------------


async def _made(path: Path, with_log: Path) -> Truth:
    """Write what is damaged later; ``with_log`` is the same as it lies there after a crash."""
    truth = Truth()
    async with opened(f"sqlite:///{path}") as store:
        for number in range(NUM_RUNS):
            run = a_run(title=f"Run {number}", state="finished" if number % 2 else "running")
            project = {"title": run.title, "network": {"nodes": ["x" * 40] * 20}}
            await store.add_run(run, project, f"request-{number}")
            points = [_point(seq) for seq in range(1, NUM_POINTS + 1)]
            await store.append(run.id, 1, points, epoch=9, step=18)
            await store.add_note(
                run.id, Note(step=1, text="x", code="other", kind="limit", at=now())
            )
            truth.points[run.id] = points
            truth.runs[run.id] = project
        for number in range(NUM_PROJECTS):
            file = {"torchground": 1, "number": number, "text": "y" * 600}
            saved = await store.add_project(file, title=f"Project {number}")
            truth.projects[saved.id] = file
        truth.infos = {one.info.id: one.info for one in await store.runs()}
        for title in (
            "second last",
            "last",
        ):  # of the last transaction nobody knows whether it was durable
            await store.add_project({}, title=title)
        shutil.copy(path, with_log)
        shutil.copy(log_of(path), log_of(with_log))
    with sqlite3.connect(path) as database:  # all in the one file, as after a clean end
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return truth


def _point(seq: int) -> SavedPoint:
    point = Point(
        seq=seq,
        kind="change" if seq % 40 == 0 else "epoch",
        epoch=seq - 1,
        step=(seq - 1) * 2,
        train_loss=1 / seq,
        metrics={"train_accuracy": seq / 200},
        change=None,
    )
    return SavedPoint(seq, point.kind, point.model_dump_json())


# ---- ways to damage a file -----------------------------------------------------------------------


def _flip_bits(path: Path, rng: random.Random) -> None:
    _change(path, rng, rng.choice([1, 1, 3, 30]), lambda old: old ^ (1 << rng.randrange(8)))


def _random_bytes(path: Path, rng: random.Random) -> None:
    _change(path, rng, 100, lambda old: rng.randrange(256))


def _zero_page(path: Path, rng: random.Random) -> None:
    _write(path, rng.randrange(path.stat().st_size // PAGE) * PAGE, bytes(PAGE))


def _other_page(path: Path, rng: random.Random) -> None:
    pages = path.stat().st_size // PAGE
    content = path.read_bytes()
    source = rng.randrange(pages) * PAGE
    _write(path, rng.randrange(pages) * PAGE, content[source : source + PAGE])


def _cut_off(path: Path, rng: random.Random) -> None:
    with path.open("r+b") as file:
        file.truncate(rng.randrange(1, path.stat().st_size))


def _in_the_log(path: Path, rng: random.Random) -> None:
    rng.choice([_flip_bits, _random_bytes])(log_of(path), rng)


WAYS: list[Callable[[Path, random.Random], None]] = [
    _flip_bits, _flip_bits, _random_bytes, _zero_page, _other_page, _cut_off, _in_the_log,
]  # fmt: skip


def _change(path: Path, rng: random.Random, times: int, change: Callable[[int], int]) -> None:
    content = bytearray(path.read_bytes())
    for _ in range(times):
        place = rng.randrange(len(content))
        content[place] = change(content[place])
    path.write_bytes(content)


def _write(path: Path, place: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(place)
        file.write(content)


# ---- what a store makes of it --------------------------------------------------------------------


async def _looked_at(path: Path, truth: Truth) -> str:
    """``refused``, ``said``, ``untouched`` or ``silent: …``. Raises where something breaks without a sentence."""
    store = Store(f"sqlite:///{path}")
    try:
        await store.open()
    except StoreProblem:
        return "refused"
    try:
        said, differs = await _read_all(store, truth)
        said += map(str, store.found)
        await _written(store)
    finally:
        await store.close()
    if differs and not said:
        return f"silent: {differs[0]}"
    return "said" if said else "untouched"


async def _read_all(store: Store, truth: Truth) -> tuple[list[str], list[str]]:
    """What is said of the damage, and what differs from what was written."""
    said, differs = list[str](), list[str]()
    try:
        loaded = await store.load()
        said += map(str, loaded.sentences)
        found = {run.info.id for run in loaded.runs}
        differs += [f"run {run_id} is gone" for run_id in truth.runs.keys() - found]
        differs += [
            f"run {one.info} differs"
            for one in loaded.runs
            if one.info != truth.infos.get(one.info.id)
        ]
        for run_id in truth.runs.keys() & found:
            await _read_run(store, run_id, truth, said, differs)
        await _read_projects(store, truth, said, differs)
        said += map(str, (await checked(store)).sentences)
    except (StoreProblem, DamagedRow) as problem:
        said.append(str(problem))
    return said, differs


async def _read_run(
    store: Store, run_id: str, truth: Truth, said: list[str], differs: list[str]
) -> None:
    points = list[SavedPoint]()
    while piece := await store.points(run_id, len(points), 50):
        points += piece
    said += [f"point {point.seq} is lost" for point in points if point.kind == "lost"]
    if points != truth.points[run_id]:
        differs.append(f"the points of run {run_id} differ: {len(points)} of {NUM_POINTS}")
    try:
        if await store.project_of(run_id) != truth.runs[run_id]:
            differs.append(f"the project of run {run_id} differs")
    except DamagedRow as problem:
        said.append(str(problem))
    try:
        await store.check_changes(run_id, 0)
        changes = await store.changes(run_id, 0, 1000)
        if changes != [p for p in truth.points[run_id] if p.kind == "change"]:
            differs.append(f"the changes of run {run_id} differ")
    except DamagedRow as problem:
        said.append(str(problem))


async def _read_projects(store: Store, truth: Truth, said: list[str], differs: list[str]) -> None:
    listed = {one.id for one in await store.projects()}
    differs += [f"project {one} is gone" for one in truth.projects.keys() - listed]
    for project_id, file in truth.projects.items():
        try:
            saved = await store.project(project_id)
            if saved is None or saved.file != file:
                differs.append(f"project {project_id} differs")
        except DamagedRow as problem:
            said.append(str(problem))


async def _written(store: Store) -> None:
    """A write is made or refused with a sentence, and comes back in any case."""
    run = a_run()
    for write in (
        lambda: store.add_run(run, {}, None),
        lambda: store.append(run.id, 1, [_point(1)]),
        lambda: store.delete_run(run.id),
    ):
        try:
            await asyncio.wait_for(write(), ANSWER_SECS)
        except (StoreProblem, DamagedRow):
            pass
        except Exception as error:
            if type(error).__name__ not in ("Stale", "IntegrityError"):
                raise
