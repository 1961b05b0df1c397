"""A damaged file takes nothing else with it: what cannot be read is said by name, and the rest is there as before."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.storage.damage import damaged_databases
from tests.storage.rows import a_point, a_run, checked, opened
from torchground.storage.checking import Damage
from torchground.storage.records import DamagedRow, SavedPoint, StoreProblem
from torchground.storage.store import Store
from torchground.storage.upkeep import Upkeep
from torchground.telemetry.messages import RunInfo
from torchground.words import OTHER


def test_no_damage_is_silent_and_none_stops_the_start(tmp_path: Path) -> None:
    outcomes = damaged_databases(30, seed=8, folder=tmp_path)
    assert outcomes.silent == []
    assert outcomes.broken == []
    assert outcomes.counts["said"] > 5


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "torchground.db"


def with_run(path: Path, num_points: int = 9, **fields: object) -> RunInfo:
    """A database with one run that has so many points, the fourth a change."""
    run = a_run(**fields)

    async def make() -> None:
        async with opened(f"sqlite:///{path}") as store:
            await store.add_run(run, {"title": "A run"}, None)
            points = [a_point(n, "change" if n == 4 else "epoch") for n in range(1, num_points + 1)]
            await store.append(run.id, 1, points)

    asyncio.run(make())
    return run


def spoil(path: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        assert database.execute(statement, values).rowcount == 1


BAD_UTF8 = "UPDATE points SET data = CAST(x'7bff7d' AS TEXT) WHERE seq = 3"
SPOILED = [
    "UPDATE points SET data = replace(data, '\"epoch\":0', '\"epoch\":8') WHERE seq = 3",
    "UPDATE points SET data = 'no JSON' WHERE seq = 3",
    "UPDATE points SET data = x'00ff' WHERE seq = 3",
    BAD_UTF8,
    "UPDATE points SET kind = 'epock' WHERE seq = 3",
    "UPDATE points SET seq = 30000 WHERE seq = 3",
    "DELETE FROM points WHERE seq = 3",
]


@pytest.mark.parametrize("statement", SPOILED)
def test_a_point_that_cannot_be_read_is_told_as_lost_and_all_others_are_there(
    path: Path, statement: str
) -> None:
    run = with_run(path)
    spoil(path, statement)

    async def check() -> list[SavedPoint]:
        async with opened(f"sqlite:///{path}") as store:
            found = await store.points(run.id, 0, 9)
            assert await store.points(run.id, 2, 3) == found[2:5]
            assert await store.points(run.id, 0, 3) == found[:3]
            assert (await checked(store)).lost_points[run.id] >= 1
            return found

    found = asyncio.run(check())
    assert [point.seq for point in found] == list(range(1, 10))
    assert [point.kind for point in found if point.kind != "epoch"] == ["lost", "change"]
    assert json.loads(found[2].data) == {"seq": 3, "kind": "lost", "epoch": 0, "step": 0}
    assert [point for point in found if point.seq != 3] == [
        a_point(n, "change" if n == 4 else "epoch") for n in range(1, 10) if n != 3
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE points SET kind = 'chance' WHERE seq = 4",
        "UPDATE points SET kind = 'epoch' WHERE seq = 4",
        "UPDATE points SET data = '{}' WHERE seq = 4",
        "DELETE FROM points WHERE seq = 4",
    ],
)
def test_a_run_never_goes_on_without_a_change_that_was_lost(path: Path, statement: str) -> None:
    run = with_run(path)
    spoil(path, statement)

    async def changes() -> list[SavedPoint]:
        async with opened(f"sqlite:///{path}") as store:
            await store.check_changes(run.id, 4)  # nothing behind it is damaged
            await store.check_changes(run.id, 0)
            return await store.changes(run.id, 0, 10)

    with pytest.raises(DamagedRow, match="settings of this run were changed"):
        asyncio.run(changes())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE runs SET state = 'runninh'",
        "UPDATE runs SET settings = '{'",
        "UPDATE runs SET attempt = 'x'",
        "UPDATE runs SET step = -5",
        "UPDATE runs SET title = CAST(x'ff' AS TEXT)",
        "UPDATE runs SET draft = 'x'",
    ],
)
def test_a_run_whose_row_is_bad_is_named_and_the_others_are_loaded(
    path: Path, statement: str
) -> None:
    bad, good = with_run(path), with_run(path)
    spoil(path, f"{statement} WHERE id = ?", bad.id)

    async def check() -> None:
        async with opened(f"sqlite:///{path}") as store:
            loaded = await store.load()
            assert [run.info.id for run in loaded.runs] == [good.id]
            assert [(row.table, row.id) for row in loaded.bad] == [("runs", bad.id)]
            (said,) = loaded.sentences
            assert bad.id in str(said)
            assert [run.info.id for run in await store.runs()] == [good.id]

    asyncio.run(check())


@pytest.mark.parametrize("said", [5, 14])
def test_where_a_row_counts_other_points_than_there_are_the_points_count(
    path: Path, said: int
) -> None:
    run = with_run(path)
    spoil(path, "UPDATE runs SET last_seq = ?, checkpoint = 'c', checkpoint_seq = 12", said)

    async def check() -> None:
        async with opened(f"sqlite:///{path}") as store:
            loaded = await store.load()
            (mended,) = loaded.mended
            assert mended.note.values == {"said": said, "found": 9}
            (found,) = loaded.runs
            assert (found.info.last_seq, found.checkpoint) == (9, None)
            assert await store.append(run.id, 1, [a_point(10)]) == 10
        async with opened(f"sqlite:///{path}") as store:
            assert (await store.load()).mended == []

    asyncio.run(check())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE projects SET file = 'no JSON'",
        "UPDATE projects SET file = replace(file, '1', '2')",
        "UPDATE projects SET file = CAST(x'7bff7d' AS TEXT)",
    ],
)
def test_a_damaged_project_is_said_and_the_others_are_listed_and_opened(
    path: Path, statement: str
) -> None:
    async def make() -> tuple[str, str]:
        async with opened(f"sqlite:///{path}") as store:
            one = await store.add_project({"torchground": 1}, title="one")
            other = await store.add_project({"torchground": 1}, title="other")
            return one.id, other.id

    bad, good = asyncio.run(make())
    spoil(path, f"{statement} WHERE id = ?", bad)

    async def check() -> None:
        async with opened(f"sqlite:///{path}") as store:
            with pytest.raises(DamagedRow, match="can no longer be read"):
                await store.project(bad)
            assert await store.project(good) is not None
            assert len(await store.projects()) == 2

    asyncio.run(check())


def over_pages(path: Path, table: str) -> None:
    """Overwrite what SQLite keeps of one table."""
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        query = "SELECT rootpage FROM sqlite_schema WHERE tbl_name = ?"
        pages = [page for (page,) in database.execute(query, (table,))]
        (size,) = database.execute("PRAGMA page_size").fetchone()
    with path.open("r+b") as file:
        for page in pages:
            file.seek((page - 1) * size)
            file.write(b"\xa5" * size)


async def add_run(store: Store) -> object:
    return await store.add_run(a_run(), {}, None)


async def add_project(store: Store) -> object:
    return await store.add_project({}, title="x")


@pytest.mark.parametrize(("table", "write"), [("runs", add_run), ("projects", add_project)])
def test_a_write_into_a_damaged_table_is_refused_with_a_sentence_and_never_hangs(
    path: Path, table: str, write: Callable[[Store], object]
) -> None:
    with_run(path)
    over_pages(path, table)

    async def check() -> None:
        async with opened(f"sqlite:///{path}") as store:
            with pytest.raises(StoreProblem, match="is damaged"):
                await write(store)  # type: ignore[misc]
            assert (await checked(store)).problem is not None

    asyncio.run(check())


def test_the_look_through_the_file_ends_when_it_is_closed(path: Path) -> None:
    with_run(path)

    async def check() -> None:
        upkeep = Upkeep(path)
        looking = asyncio.ensure_future(upkeep.check())
        await asyncio.sleep(0)
        await upkeep.close()
        assert await looking == Damage()

    asyncio.run(check())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE runs SET title = 'A rum'",
        "UPDATE runs SET state = 'paused'",
        "UPDATE runs SET step = 3",
        "UPDATE runs SET settings = '{\"l1\": 0.5}'",
        "UPDATE runs SET files = '[]x'",
    ],
)
def test_a_run_of_which_another_value_is_read_than_was_written_says_so_for_good(
    path: Path, statement: str
) -> None:
    run = with_run(path)

    async def altered() -> list[str]:
        async with opened(f"sqlite:///{path}") as store:
            loaded = await store.load()
            assert [one.info.id for one in loaded.runs] == [run.id]
            assert len(loaded.sentences) == len(loaded.notes) == len(loaded.altered)
            return loaded.altered

    assert asyncio.run(altered()) == []
    spoil(path, statement)
    assert asyncio.run(altered()) == [run.id]

    async def change() -> None:
        async with opened(f"sqlite:///{path}") as store:
            await store.change_run(run.id, epoch=2, steps_per_second=5)
            await store.begin_attempt(run.id, 2)

    asyncio.run(change())
    assert asyncio.run(altered()) == [run.id]


def test_every_change_of_a_run_keeps_its_checksum_right(url: str) -> None:
    async def check() -> None:
        async with opened(url) as store:
            run = a_run(steps_per_second=7.25, draft=True)
            await store.add_run(run, {}, None)
            await store.append(run.id, 1, [a_point(1)], epoch=1, final={"train_loss": 0.1})
            await store.change_run(run.id, draft=False, steps_per_second=5)
            await store.begin_attempt(run.id, 2)
            await store.change_run(run.id, 2, state="failed", reason=OTHER(text="x"), deaths=1)
            assert (await store.load()).altered == []

    asyncio.run(check())
