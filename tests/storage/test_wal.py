"""What a damaged log lost is said; what a crash leaves at its end is no damage."""

from __future__ import annotations

import asyncio
import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.storage.rows import opened
from torchground.storage.backups import Backups
from torchground.storage.wal import committed_frames, log_of, lost_frames

NUM_ROWS = 30


@pytest.fixture(scope="module")
def crashed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a log, as they lie there after a crash."""
    path = tmp_path_factory.mktemp("crashed") / "torchground.db"
    with closing(sqlite3.connect(path.with_name("one.db"), isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE rows (text)")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        for _ in range(NUM_ROWS):
            database.execute("INSERT INTO rows VALUES (?)", ("x" * 300,))
        shutil.copy(path.with_name("one.db"), path)
        shutil.copy(log_of(path.with_name("one.db")), log_of(path))
    return path


@pytest.fixture
def path(tmp_path: Path, crashed: Path) -> Path:
    path = tmp_path / crashed.name
    shutil.copy(crashed, path)
    shutil.copy(log_of(crashed), log_of(path))
    return path


def num_rows(path: Path) -> int:
    with closing(sqlite3.connect(path)) as database:
        return int(database.execute("SELECT count(*) FROM rows").fetchone()[0])


def test_a_whole_log_lost_nothing(path: Path) -> None:
    assert committed_frames(log_of(path)) > NUM_ROWS
    assert lost_frames(path) == 0
    assert num_rows(path) == NUM_ROWS
    assert not Backups(path).damaged.exists()


def test_a_log_that_ends_in_half_a_frame_lost_nothing_that_was_durable(path: Path) -> None:
    size = log_of(path).stat().st_size
    with log_of(path).open("r+b") as file:
        file.truncate(size - 2_000)
    assert lost_frames(path) == 0
    assert num_rows(path) == NUM_ROWS - 1


@pytest.mark.parametrize("seed", range(12))
def test_a_flipped_bit_that_costs_durable_rows_is_found_and_the_log_is_kept(
    path: Path, seed: int
) -> None:
    rng = random.Random(seed)
    content = bytearray(log_of(path).read_bytes())
    place = rng.randrange(len(content) * 3 // 4)
    content[place] ^= 1 << rng.randrange(8)
    log_of(path).write_bytes(content)
    assert lost_frames(path) > 0
    assert num_rows(path) < NUM_ROWS
    (kept,) = Backups(path).damaged.rglob("*-wal")
    assert kept.read_bytes() == content


def test_a_store_says_what_its_log_lost(tmp_path: Path) -> None:
    path, crashed = tmp_path / "torchground.db", tmp_path / "crashed" / "torchground.db"
    crashed.parent.mkdir()

    async def write() -> None:
        async with opened(f"sqlite:///{path}") as store:
            for number in range(5):
                await store.add_project({"number": number}, title=f"Project {number}")
            shutil.copy(path, crashed)
            shutil.copy(log_of(path), log_of(crashed))

    asyncio.run(write())
    content = bytearray(log_of(crashed).read_bytes())
    content[len(content) * 9 // 10] ^= 1
    log_of(crashed).write_bytes(content)

    async def read() -> None:
        async with opened(f"sqlite:///{crashed}") as store:
            (said,) = store.found
            assert said.code == "store.log_damaged"
            assert len(await store.projects()) < 5
        async with opened(f"sqlite:///{crashed}") as store:
            assert store.found == []

    asyncio.run(read())
