"""A store that another server has opened since writes nothing any more, on PostgreSQL."""

from __future__ import annotations

import asyncio

import pytest

from tests.storage.postgres import Cluster
from tests.storage.rows import a_point, a_run, opened
from torchground.files.mark import Mark
from torchground.storage.records import Stale, Superseded


def test_whoever_opened_last_writes_and_the_other_is_refused_everything(cluster: Cluster) -> None:
    url = cluster.new_database()

    async def check() -> None:
        async with opened(url) as old, opened(url) as new:
            run = a_run()
            await old.set_mark(Mark("store", "one"), is_swept=False)
            await old.add_run(run, {}, None)
            assert await old.append(run.id, 1, [a_point(1)]) == 1
            project = await old.add_project({"n": 1}, title="x")
            await new.set_mark(Mark("store", "two"), is_swept=False)
            tries = [
                old.append(run.id, 1, [a_point(2)]),
                old.change_run(run.id, state="stopped"),
                old.begin_attempt(run.id, 2),
                old.delete_run(run.id),
                old.save_project({"n": 2}, title="y", project_id=project.id),
                old.add_project({}, title="z"),
                old.delete_project(project.id),
            ]
            came = await asyncio.gather(*tries, return_exceptions=True)
            assert {type(one) for one in came} == {Superseded}
            assert old.superseded.is_set()
            with pytest.raises(Superseded, match="Another Torchground"):
                await old.add_project({}, title="z")
            assert old.backlog == 0
            assert await new.append(run.id, 1, [a_point(2)]) == 2
            assert not new.superseded.is_set()
            assert [one.file for one in [await new.project(project.id)] if one] == [{"n": 1}]

    asyncio.run(check())


def test_what_was_committed_before_stays_told_as_such(cluster: Cluster) -> None:
    url = cluster.new_database()

    async def check() -> None:
        async with opened(url) as old, opened(url) as new:
            run = a_run()
            await old.set_mark(Mark("store", "one"), is_swept=False)
            await old.add_run(run, {}, None)
            kept = [old.append(run.id, 1, [a_point(seq)]) for seq in range(1, 21)]
            await asyncio.gather(*kept)
            await new.set_mark(Mark("store", "two"), is_swept=False)
            late = [old.append(run.id, 1, [a_point(seq)]) for seq in range(21, 31)]
            came = await asyncio.gather(*late, return_exceptions=True)
            assert {type(one) for one in came} == {Superseded}
            assert [p.seq for p in await new.points(run.id, 0, 100)] == list(range(1, 21))

    asyncio.run(check())


def test_no_two_begin_the_same_attempt(url: str) -> None:
    async def check() -> None:
        async with opened(url) as store:
            run = a_run()
            await store.add_run(run, {}, None)
            await store.begin_attempt(run.id, 2)
            with pytest.raises(Stale, match="begun elsewhere"):
                await store.begin_attempt(run.id, 2)
            await store.begin_attempt(run.id, 3)

    asyncio.run(check())
