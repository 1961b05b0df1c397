"""A book kept in PostgreSQL: the same promises, and two servers on it never both write a run."""

from __future__ import annotations

import asyncio
import gc
from pathlib import Path

import pytest

from tests.runs.living import PROJECT, Living, living, until
from tests.storage.postgres import Cluster
from torchground.runs.errors import Refused
from torchground.storage.records import Superseded
from torchground.telemetry.messages import Pause, Play, RunInfo, Set, Stop


async def going(here: Living, points: int) -> str:
    """A run that its worker trains, with so many points."""
    run_id = (await here.registry.create(PROJECT, draft=False, paused=False)).info.id
    await until(lambda: run_id in here.workers.held)
    here.workers.state(run_id, "running")
    here.workers.points(run_id, 1, points)
    await until(lambda: here.registry.get(run_id).last_seq == points)
    return run_id


def test_a_run_goes_on_after_a_restart_with_all_its_points(
    cluster: Cluster, tmp_path: Path
) -> None:
    url = cluster.new_database()

    async def check() -> None:
        async with living(tmp_path, url=url) as here:
            run_id = await going(here, 700)
            before = here.registry.get(run_id)
        async with living(tmp_path, url=url) as here:
            assert same(here.registry.get(run_id), before)
            points = await here.registry.points(run_id, 690, 100)
            assert [point.seq for point in points.points] == list(range(691, 701))
            await until(lambda: here.workers.started)
            assert here.workers.started[0][1].last_seq == 700

    asyncio.run(check())


def same(one: RunInfo, other: RunInfo) -> bool:
    return one.model_copy(update={"notes": []}) == other.model_copy(update={"notes": []})


def test_a_server_that_took_over_a_run_is_the_only_one_that_writes_it(
    cluster: Cluster, tmp_path: Path
) -> None:
    url = cluster.new_database()

    async def check() -> None:
        async with living(tmp_path, url=url) as first:
            run_id = await going(first, 5)
            async with living(tmp_path, url=url) as second:
                await until(lambda: run_id in second.workers.held)
                first.workers.points(run_id, 6, 9)
                first.workers.state(run_id, "failed", "a lie")
                await until(lambda: run_id not in first.workers.held)  # it was given up
                second.workers.points(run_id, 6, 7)
                await until(lambda: second.registry.get(run_id).last_seq == 7)
                (saved,) = await second.store.runs()
                assert (saved.info.state, saved.info.last_seq) == ("running", 7)

    asyncio.run(check())


def test_a_server_that_was_overtaken_changes_nothing_and_says_why(
    cluster: Cluster, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    url = cluster.new_database()
    raised: list[object] = []

    async def check() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, told: raised.append(told))
        async with living(tmp_path / "one", url=url) as first:
            runs = [await going(first, 5) for _ in range(4)]
            draft = (await first.registry.create(PROJECT, draft=True, paused=True)).info.id
            async with living(tmp_path / "two", url=url) as second:
                await until(lambda: set(runs) <= second.workers.held)
                for run_id in runs:
                    first.workers.points(run_id, 6, 9)
                await until(lambda: not set(runs) & first.workers.held)  # it let go of them
                commands = [Pause(), Play(), Stop(), Set(field="optimizer.lr", value=0.5), Play()]
                for run_id, command in zip([*runs, draft], commands, strict=True):
                    answer = await first.registry.command(run_id, command)
                    assert (answer.ok, answer.code) == (False, "store.superseded")
                with pytest.raises(Superseded, match="goes on with its runs"):
                    await first.registry.create(PROJECT, draft=False, paused=False)
                with pytest.raises(Refused):
                    await first.registry.delete(runs[0])
                for run_id in runs:
                    second.workers.points(run_id, 6, 7)
                await until(lambda: all(second.registry.get(i).last_seq == 7 for i in runs))
                saved = {one.info.id: one for one in await second.store.runs()}
                assert {saved[i].info.state for i in runs} == {"running"}
                assert {(saved[i].info.last_seq, saved[i].attempt) for i in runs} == {(7, 2)}

    asyncio.run(check())
    gc.collect()
    assert raised == []
    assert "[error" not in capfd.readouterr().out
