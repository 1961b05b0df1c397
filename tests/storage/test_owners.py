"""What somebody made is theirs in the database: projects, runs, and rows from before there were owners."""

from __future__ import annotations

import asyncio

from sqlalchemy import MetaData, Table, insert, text

from tests.storage.rows import a_run, opened
from torchground.people import OPERATOR, Actor, owner_of
from torchground.storage.engines import database_url, migrate, writing_engine

ANN, BEN = Actor(owner_of("ann")), Actor(owner_of("ben"))


def test_a_project_is_there_for_who_made_it_only(url: str) -> None:
    async def check() -> None:
        async with opened(url) as store:
            made = await store.add_project({"a": 1}, title="Ann's", owner=ANN.owner)
            assert [one.id for one in await store.projects(actor=ANN)] == [made.id]
            assert await store.projects(actor=BEN) == []
            assert await store.project(made.id, BEN) is None
            saving = store.save_project({}, title="Ben's", project_id=made.id, actor=BEN)
            assert await saving is None
            assert not await store.delete_project(made.id, BEN)
            assert await store.project(made.id, ANN) == made
            assert [one.id for one in await store.projects(actor=OPERATOR)] == [made.id]
            assert await store.delete_project(made.id, ANN)

    asyncio.run(check())


def test_a_list_has_as_many_projects_of_ones_own_as_it_may(url: str) -> None:
    async def check() -> None:
        async with opened(url) as store:
            mine = [await store.add_project({}, title=str(n), owner=ANN.owner) for n in range(2)]
            for number in range(3):
                await store.add_project({}, title=f"other {number}", owner=BEN.owner)
            listed = await store.projects(2, ANN)
            assert {one.id for one in listed} == {one.id for one in mine}

    asyncio.run(check())


def test_a_project_without_an_owner_is_everybodys(url: str) -> None:
    async def check() -> None:
        async with opened(url) as store:
            made = await store.add_project({"a": 1}, title="Everybody's")
            saving = store.save_project({"a": 2}, title="Ben's", project_id=made.id, actor=BEN)
            assert await saving is not None
            assert [one.title for one in await store.projects(actor=ANN)] == ["Ben's"]
            assert await store.delete_project(made.id, ANN)

    asyncio.run(check())


def test_whose_a_run_is_is_kept_and_its_row_is_whole(url: str) -> None:
    own, free = a_run(), a_run()

    async def check() -> None:
        async with opened(url) as store:
            await store.add_run(own, {}, None, ANN.owner)
            await store.add_run(free, {}, None)
            await store.change_run(own.id, step=1)
        async with opened(url) as store:
            loaded = await store.load()
            owners = {one.info.id: one.owner for one in loaded.runs}
            assert owners == {own.id: ANN.owner, free.id: None}
            assert loaded.sentences == []

    asyncio.run(check())


def test_an_owner_that_was_changed_in_the_file_is_noticed(url: str) -> None:
    run = a_run()

    async def check() -> None:
        async with opened(url) as store:
            await store.add_run(run, {}, None, ANN.owner)
        engine = writing_engine(database_url(url))
        with engine.begin() as connection:
            connection.execute(text("UPDATE runs SET owner = NULL"))
        engine.dispose()
        async with opened(url) as store:
            assert (await store.load()).altered == [run.id]

    asyncio.run(check())


def test_rows_from_before_there_were_owners_are_whole_and_everybodys(url: str) -> None:
    """Their checksums were written without an owner, and still fit."""
    engine = writing_engine(database_url(url))
    migrate(engine, "0007")
    old = Table("runs", MetaData(), autoload_with=engine)
    projects = Table("projects", MetaData(), autoload_with=engine)
    assert "owner" not in old.c
    assert "owner" not in projects.c
    with engine.begin() as connection:
        connection.execute(insert(old).values(**OLD_RUN))
        connection.execute(
            insert(projects).values(id="p", title="Old", created="1", updated="1", file="{}")
        )
    engine.dispose()

    async def check() -> None:
        async with opened(url) as store:
            loaded = await store.load()
            assert [(one.info.id, one.owner) for one in loaded.runs] == [("r", None)]
            assert loaded.altered == []
            assert [one.title for one in await store.projects(actor=BEN)] == ["Old"]
            await store.change_run("r", step=2)
            assert (await store.load()).altered == []

    asyncio.run(check())


OLD_RUN = {
    "id": "r",
    "request": None,
    "project": "{}",
    "title": "Old",
    "created": "2026-01-01T00:00:00.000000+00:00",
    "draft": False,
    "state": "finished",
    "epoch": 0,
    "step": 0,
    "last_seq": 0,
    "epochs": 1,
    "steps_per_epoch": 1,
    "num_params": 1,
    "device": "cpu",
    "settings": "{}",
    "final": "{}",
    "attempt": 1,
    "deaths": 0,
    "checkpoint_seq": 0,
    "checkpoint_step": 0,
    "row_checksum": 1770340382,
}
"""A run as the version before owners wrote it."""
