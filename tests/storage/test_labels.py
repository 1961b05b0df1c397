"""What people write on a run is kept with it, changes nothing else of it, and is there for runs of older versions."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import MetaData, Table, insert, text

from tests.storage.rows import a_point, a_run, opened
from tests.storage.test_owners import OLD_RUN
from torchground.storage.engines import database_url, migrate, writing_engine
from torchground.storage.records import Stale
from torchground.storage.row_sums import SUMMED, of

LABELS = {"title": "Better", "tags": ["good", "für später"], "own_notes": "Line one.\nLine two."}


def test_labels_are_kept_and_nothing_else_changes(url: str) -> None:
    run, other = a_run(seed=7), a_run()

    async def check() -> None:
        async with opened(url) as store:
            await store.add_run(run, {"a": 1}, None)
            await store.add_run(other, {}, None)
            await store.append(run.id, 1, [a_point(1)], epoch=1)
            await store.change_run(run.id, **LABELS)
        async with opened(url) as store:
            loaded = await store.load()
            infos = {one.info.id: one.info for one in loaded.runs}
            assert infos[run.id] == run.model_copy(update={**LABELS, "epoch": 1, "last_seq": 1})
            assert infos[other.id] == other
            assert loaded.sentences == []
            assert await store.project_of(run.id) == {"a": 1}

    asyncio.run(check())


def test_a_run_that_is_gone_takes_no_labels(url: str) -> None:
    run = a_run()

    async def check() -> None:
        async with opened(url) as store:
            await store.add_run(run, {}, None)
            await store.delete_run(run.id)
            with pytest.raises(Stale):
                await store.change_run(run.id, **LABELS)

    asyncio.run(check())


@pytest.mark.parametrize(
    "damage", ["tags = '[\"other\"]'", "own_notes = 'other'", "seed = 8", "seed = NULL"]
)
def test_labels_that_were_changed_in_the_file_are_noticed(url: str, damage: str) -> None:
    run = a_run(seed=7)

    async def check() -> None:
        async with opened(url) as store:
            await store.add_run(run, {}, None)
        engine = writing_engine(database_url(url))
        with engine.begin() as connection:
            connection.execute(text(f"UPDATE runs SET {damage}"))
        engine.dispose()
        async with opened(url) as store:
            assert (await store.load()).altered == [run.id]

    asyncio.run(check())


def test_a_run_from_before_there_were_labels_is_whole_and_takes_some(url: str) -> None:
    """Its checksum was written without them, and still fits."""
    engine = writing_engine(database_url(url))
    migrate(engine, "0008")
    old = Table("runs", MetaData(), autoload_with=engine)
    assert "tags" not in old.c
    with engine.begin() as connection:
        connection.execute(insert(old).values(**OLD_RUN))
    engine.dispose()

    async def check() -> None:
        async with opened(url) as store:
            (before,) = (await store.load()).runs
            assert (before.info.tags, before.info.own_notes, before.info.seed) == ([], "", None)
            await store.change_run("r", **LABELS)
        async with opened(url) as store:
            loaded = await store.load()
            assert loaded.altered == []
            assert loaded.runs[0].info == before.info.model_copy(update=LABELS)

    asyncio.run(check())


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=20), st.text(max_size=20))
def test_other_labels_have_another_checksum(tags: str, notes: str) -> None:
    row = dict.fromkeys(column.name for column in SUMMED) | {"tags": "[]", "own_notes": ""}
    changed = row | {"tags": tags, "own_notes": notes}
    assert (of(changed) == of(row)) is (changed == row)
