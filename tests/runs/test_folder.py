"""No start takes checkpoints away, whatever database it finds: empty, missing, another, or an older copy."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.runs.living import PROJECT, living
from tests.storage.postgres import Cluster
from torchground.files.meta import TextMeta
from torchground.files.store import FileStore
from torchground.runs.folder import take_folder
from torchground.storage.store import Store
from torchground.words import Sentence

NUM_RUNS = 3
TEXT = TextMeta(
    characters=1, letters=["x"], num_letters=1, words=["x"], num_words=1, num_different_words=1
)


def name_of(run_id: str, step: int) -> str:
    return f"{run_id}-{step}-1.safetensors"


def checkpoints(folder: Path) -> set[str]:
    return {path.name for path in (folder / "checkpoints").glob("*.safetensors")}


async def with_runs(folder: Path, step: int = 4) -> list[str]:
    """Runs with a committed checkpoint each, in the SQLite of the folder."""
    async with living(folder) as here:
        made = [
            await here.registry.create(PROJECT, draft=False, paused=True) for _ in range(NUM_RUNS)
        ]
        ids = [run.info.id for run in made]
        for run_id in ids:
            (folder / "checkpoints" / name_of(run_id, step)).touch()
            await here.store.change_run(
                run_id, checkpoint=name_of(run_id, step), checkpoint_seq=1, checkpoint_step=step
            )
        return ids


async def started(folder: Path, url: str | None = None) -> list[Sentence]:
    """What a start says of the folder."""
    store = Store(url or f"sqlite:///{folder / 'torchground.db'}")
    await store.open()
    try:
        runs = await store.runs()
        named = {one.info.id: [kept.name for kept in one.checkpoints] for one in runs}
        return await take_folder(store, FileStore(folder), named)
    finally:
        await store.close()


def empty(folder: Path) -> None:
    """The database is there, and its rows are gone."""
    with sqlite3.connect(folder / "torchground.db") as database:
        for table in ("points", "notes", "runs", "projects", "store_mark", "forgotten_runs"):
            database.execute(f"DELETE FROM {table}")
    database.close()


def missing(folder: Path) -> None:
    for path in folder.glob("torchground.db*"):
        path.unlink()


def other(folder: Path) -> None:
    """The database of another folder."""
    missing(folder)
    asyncio.run(with_runs(folder / "elsewhere"))
    shutil.copy(folder / "elsewhere" / "torchground.db", folder / "torchground.db")


@pytest.mark.parametrize("change", [empty, missing, other])
def test_no_checkpoint_is_touched_where_the_database_is_not_the_one_that_named_it(
    tmp_path: Path, change: Callable[[Path], None]
) -> None:
    asyncio.run(with_runs(tmp_path))
    before = checkpoints(tmp_path)
    assert len(before) == NUM_RUNS
    change(tmp_path)
    (said,) = asyncio.run(started(tmp_path))
    assert said.code == "runs.files.other_database"
    assert said.values["count"] == NUM_RUNS
    for _ in range(3):  # nor at the next starts, when folder and database know each other
        (said,) = asyncio.run(started(tmp_path))
        assert said.code == "runs.files.foreign"
    assert checkpoints(tmp_path) == before


def test_no_checkpoint_is_touched_by_an_older_copy_and_the_newer_one_finds_its_own_again(
    tmp_path: Path,
) -> None:
    database = tmp_path / "torchground.db"
    ids = asyncio.run(with_runs(tmp_path, step=4))
    shutil.copy(database, tmp_path / "old.db")
    asyncio.run(later_checkpoints(tmp_path, ids))
    newest = {name_of(run_id, 8) for run_id in ids}
    assert checkpoints(tmp_path) == newest
    shutil.copy(database, tmp_path / "new.db")
    shutil.copy(tmp_path / "old.db", database)
    assert [said.code for said in asyncio.run(started(tmp_path))] == ["runs.files.other_copy"]
    assert checkpoints(tmp_path) == newest
    (said,) = asyncio.run(started(tmp_path))
    assert (said.code, said.values["count"]) == ("runs.files.moved_aside", NUM_RUNS)
    shutil.copy(tmp_path / "new.db", database)
    assert "runs.files.restored" in {said.code for said in asyncio.run(started(tmp_path))}
    assert checkpoints(tmp_path) == newest


async def later_checkpoints(folder: Path, ids: list[str]) -> None:
    async with living(folder) as here:
        for run_id in ids:
            name = name_of(run_id, 8)
            (folder / "checkpoints" / name).touch()
            await here.store.change_run(
                run_id, checkpoint=name, checkpoint_seq=1, checkpoint_step=8
            )
            FileStore(folder).checkpoints.keep_only(run_id, [name])


def test_postgresql_in_the_folder_of_a_sqlite_takes_nothing(
    tmp_path: Path, cluster: Cluster
) -> None:
    asyncio.run(with_runs(tmp_path))
    before = checkpoints(tmp_path)
    url = cluster.new_database()
    for _ in range(3):
        assert asyncio.run(started(tmp_path, url))
    assert checkpoints(tmp_path) == before
    asyncio.run(started(tmp_path))
    asyncio.run(started(tmp_path))
    assert checkpoints(tmp_path) == before


def test_what_a_crash_left_behind_is_moved_and_said_and_the_rest_is_silent(tmp_path: Path) -> None:
    ids = asyncio.run(with_runs(tmp_path))
    assert asyncio.run(started(tmp_path)) == []
    before = checkpoints(tmp_path)
    (tmp_path / "checkpoints" / name_of(ids[0], 99)).touch()
    (said,) = asyncio.run(started(tmp_path))
    assert (said.code, said.values["count"]) == ("runs.files.moved_aside", 1)
    assert checkpoints(tmp_path) == before


def test_files_of_a_run_that_was_deleted_just_before_a_crash_are_found(tmp_path: Path) -> None:
    ids = asyncio.run(with_runs(tmp_path))

    async def delete_and_crash() -> None:
        store = Store(f"sqlite:///{tmp_path / 'torchground.db'}")
        await store.open()
        await store.delete_run(ids[0])
        await store.close()

    asyncio.run(delete_and_crash())
    assert name_of(ids[0], 4) in checkpoints(tmp_path)
    (said,) = asyncio.run(started(tmp_path))
    assert said.code == "runs.files.moved_aside"
    assert name_of(ids[0], 4) not in checkpoints(tmp_path)
    assert asyncio.run(started(tmp_path)) == []


def test_other_files_that_only_runs_keep_stay_for_days_as_well(tmp_path: Path) -> None:
    asyncio.run(with_runs(tmp_path))
    missing(tmp_path)
    long_ago = FileStore(tmp_path, clock=lambda: 1e9)
    with long_ago.new() as new:
        long_ago.put("a" * 64, TEXT, new, kept=False)
    asyncio.run(started(tmp_path))
    assert FileStore(tmp_path).collect(set()) == []
