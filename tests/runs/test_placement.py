"""Who gets a worker: a run that cannot be placed keeps nobody waiting, and says what it waits for."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from tests.runs.fake_workers import FakeWorkers
from tests.runs.living import PROJECT, Living, living, until
from torchground.runs import placement, sentences
from torchground.runs.listener import Listener
from torchground.storage.records import SavedPoint
from torchground.telemetry.messages import Change, Play

PROBE = {"type": "confusion"}


async def created(here: Living) -> str:
    """A run that waits for a worker."""
    return (await here.registry.create(PROJECT, draft=False, paused=False)).info.id


async def trained_on(here: Living, device: str, state: str) -> str:
    """A run that was trained there, and that no worker holds any more."""
    run_id = await created(here)
    await until(lambda: run_id in here.workers.held)
    await here.store.change_run(run_id, device=device, state=state)
    return run_id


def on_this_folder(tmp_path: Path, *parts: tuple[Any, FakeWorkers]) -> None:
    """One server after the other on the same folder, each with its own workers."""

    async def run() -> None:
        for check, workers in parts:
            async with living(tmp_path, workers) as here:
                await check(here)

    asyncio.run(run())


def test_a_run_whose_gpu_is_gone_is_passed_over_and_says_what_it_waits_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placement, "QUEUED_SECS", 0.05)
    gone: list[str] = []

    async def before(here: Living) -> None:
        gone.append(await trained_on(here, "cuda:0", "running"))

    async def after(here: Living) -> None:
        others = [await created(here) for _ in range(3)]
        await until(lambda: here.workers.held == set(others))
        await until(lambda: here.registry.get(gone[0]).state == "queued")
        info = here.registry.get(gone[0])
        assert info.reason_code == sentences.WAITS_FOR_GPU.code
        assert "cuda:0" in str(info.reason)
        assert next(saved.info.reason for saved in await here.store.runs()) == info.reason
        here.workers.devices.append("cuda:1")
        here.workers.receiver.worker_ready()
        await until(lambda: gone[0] in here.workers.held)
        here.workers.state(gone[0], "running")
        await until(lambda: here.registry.get(gone[0]).state == "running")
        assert here.registry.get(gone[0]).reason is None

    on_this_folder(tmp_path, (before, FakeWorkers()), (after, FakeWorkers()))


def test_a_finished_gpu_run_that_is_looked_at_keeps_nobody_waiting_and_says_why_nothing_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placement, "QUEUED_SECS", 0.05)
    finished: list[str] = []

    async def before(here: Living) -> None:
        finished.append(await trained_on(here, "cuda:0", "finished"))

    async def after(here: Living) -> None:
        listener = Listener(here.registry)
        listener.subscribe(finished[0], 0)
        await listener.watch(finished[0], [PROBE])
        other = await created(here)
        await until(lambda: other in here.workers.held)
        found: list[Any] = []
        while not any("cuda:0" in str(frame) for frame in found):
            found += await listener.next()
        info = here.registry.get(finished[0])
        assert (info.state, info.reason) == ("finished", None)

    on_this_folder(tmp_path, (before, FakeWorkers()), (after, FakeWorkers()))


def test_runs_that_train_come_before_those_that_are_only_looked_at(tmp_path: Path) -> None:
    looked_at: list[str] = []

    async def before(here: Living) -> None:
        looked_at.extend([await trained_on(here, "cpu", "finished") for _ in range(3)])

    async def after(here: Living) -> None:
        listener = Listener(here.registry)
        for run_id in looked_at:
            listener.subscribe(run_id, 0)
            await listener.watch(run_id, [PROBE])
        trains = await created(here)
        here.workers.become_ready()
        await until(lambda: len(here.workers.started) == 4)
        assert [run_id for run_id, _ in here.workers.started] == [trains, *looked_at]
        assert all(dict(here.workers.started)[run_id].paused for run_id in looked_at)

    on_this_folder(tmp_path, (before, FakeWorkers()), (after, FakeWorkers(ready=False)))


def test_an_over_run_that_nobody_looks_into_any_more_takes_no_place(tmp_path: Path) -> None:
    finished: list[str] = []

    async def before(here: Living) -> None:
        finished.append(await trained_on(here, "cpu", "finished"))

    async def after(here: Living) -> None:
        listener = Listener(here.registry)
        listener.subscribe(finished[0], 0)
        await listener.watch(finished[0], [PROBE])
        listener.unsubscribe(finished[0])
        other = await created(here)
        here.workers.become_ready()
        await until(lambda: other in here.workers.held)
        assert [run_id for run_id, _ in here.workers.started] == [other]

    on_this_folder(tmp_path, (before, FakeWorkers()), (after, FakeWorkers(ready=False)))


def test_a_run_that_can_never_be_started_fails_with_the_reason_and_keeps_nobody_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placement, "RETRY_SECS", 0.01)

    async def check(here: Living) -> None:
        start = here.workers.start

        def start_or_break(run_id: str, *args: Any, **options: Any) -> str | None:
            if run_id == bad:
                raise ValueError("no line can carry it")
            started: str | None = start(run_id, *args, **options)
            return started

        bad = await created(here)
        monkeypatch.setattr(here.workers, "start", start_or_break)
        good = await created(here)
        here.workers.become_ready()
        await until(lambda: good in here.workers.held)
        await until(lambda: here.registry.get(bad).state == "failed")
        assert here.registry.get(bad).reason_code == sentences.CANNOT_START.code
        assert "no line can carry it" in str(here.registry.get(bad).reason)
        assert not (await here.registry.command(bad, Play())).ok

    on_this_folder(tmp_path, (check, FakeWorkers(ready=False)))


def test_no_past_change_is_lost_however_many_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placement, "PIECE", 7)

    async def check(here: Living) -> None:
        run_id = await created(here)
        await until(lambda: run_id in here.workers.held)
        changes = [Change(field="l1", before=0.0, after=float(n)) for n in range(25)]
        for seq, change in enumerate(changes, 1):
            here.workers.changed(run_id, seq, change)
        await until(lambda: here.registry.get(run_id).last_seq == 25)
        here.workers.die()
        await until(lambda: len(here.workers.started) == 2)
        _, start = here.workers.started[-1]
        assert [past.change for past in start.changes] == changes
        assert here.registry.find(run_id).run.num_changes == 25

    on_this_folder(tmp_path, (check, FakeWorkers()))


def test_the_store_counts_points_by_their_kind(tmp_path: Path) -> None:
    async def check(here: Living) -> None:
        run_id = await created(here)
        kinds = ["epoch", "change", "batch", "change"]
        points = [SavedPoint(seq, kind, "{}") for seq, kind in enumerate(kinds, 1)]
        await here.store.append(run_id, 1, points)
        assert await here.store.num_points(run_id, "change") == 2
        assert await here.store.num_points("nowhere", "change") == 0

    on_this_folder(tmp_path, (check, FakeWorkers(ready=False)))
