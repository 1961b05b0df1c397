"""Back-ups are whole, few, and never pushed out by what is damaged, empty or of another database."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from tests.storage.rows import opened
from tests.storage.test_damage import over_pages
from torchground.files.mark import Mark
from torchground.storage import backups as backups_room
from torchground.storage.backups import KEEP_DAYS, KEEP_NEWEST, KEEP_OTHERS, Backups
from torchground.storage.checking import Stopping, first_problem
from torchground.storage.records import StoreProblem
from torchground.storage.upkeep import Upkeep

STORE = "a" * 32


class Clock:
    """A time that a test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 30, 10, 15, tzinfo=timezone.utc)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "torchground.db"


@pytest.fixture
def clock() -> Clock:
    return Clock()


def save(path: Path, title: str, store: str = STORE) -> None:
    """Save a project into the database at that path."""

    async def make() -> None:
        async with opened(f"sqlite:///{path}") as here:
            await here.set_mark(Mark(store, "now"), is_swept=True)
            await here.add_project({"torchground": 1}, title=title)

    asyncio.run(make())


def titles(path: Path) -> set[str]:
    async def read() -> set[str]:
        async with opened(f"sqlite:///{path}") as store:
            return {project.title for project in await store.projects()}

    return asyncio.run(read())


def copy(backups: Backups) -> None:
    assert backups.make(Stopping().add) is not None


def test_a_back_up_is_a_whole_file_that_no_folder_takes_for_the_database(
    path: Path, clock: Clock
) -> None:
    save(path, "one")
    backups = Backups(path, clock)
    copy(backups)
    (made,) = backups.all()
    assert made.time == "2026-11-30 10:15 UTC"
    assert first_problem(made.path) is None
    assert sorted(one.name for one in backups.folder.iterdir()) == [made.path.name]
    with closing(sqlite3.connect(made.path)) as database:
        assert database.execute("SELECT * FROM store_mark").fetchall() == [(STORE, "back-up")]


def test_only_the_newest_and_one_a_day_are_kept(path: Path, clock: Clock) -> None:
    save(path, "one")
    backups = Backups(path, clock)
    for _ in range(24 * 6):
        copy(backups)
        clock.now += timedelta(hours=1)
    times = [one.at for one in backups.all()]
    assert len(times) == KEEP_NEWEST + KEEP_DAYS
    assert times[:KEEP_NEWEST] == [
        clock.now - timedelta(hours=n) for n in range(1, 1 + KEEP_NEWEST)
    ]
    assert len({one.date() for one in times[KEEP_NEWEST:]}) == KEEP_DAYS


def test_back_ups_of_another_database_are_not_pushed_out(path: Path, clock: Clock) -> None:
    save(path, "one")
    backups = Backups(path, clock)
    for _ in range(KEEP_NEWEST):
        copy(backups)
        clock.now += timedelta(hours=1)
    path.unlink()
    save(path, "another", store="b" * 32)
    for _ in range(50):
        copy(backups)
        clock.now += timedelta(hours=1)
    assert sum(one.store == "a" * 8 for one in backups.all()) == KEEP_OTHERS


def test_an_empty_database_is_not_copied(path: Path) -> None:
    async def make() -> None:
        async with opened(f"sqlite:///{path}"):
            pass

    asyncio.run(make())
    assert Backups(path).make(Stopping().add) is None
    assert Backups(path).all() == []


def test_a_damaged_database_gives_no_back_up_and_the_good_one_stays(path: Path) -> None:
    save(path, "one")
    copy(Backups(path))
    over_pages(path, "projects")

    async def back_up() -> None:
        upkeep = Upkeep(path)
        try:
            with pytest.raises(StoreProblem, match="No back-up"):
                await upkeep.back_up()
        finally:
            await upkeep.close()

    asyncio.run(back_up())
    (kept,) = Backups(path).all()
    assert first_problem(kept.path) is None


def test_without_room_for_it_that_is_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(path, "one")
    monkeypatch.setattr(backups_room, "MOST_BYTES", 1)
    with pytest.raises(StoreProblem, match="Make room"):
        Backups(path).make(Stopping().add)


def test_the_newest_whole_back_up_takes_the_place_of_the_damaged_file(
    path: Path, clock: Clock
) -> None:
    backups = Backups(path, clock)
    for title in ("one", "two", "three"):
        save(path, title)
        copy(backups)
        clock.now += timedelta(hours=1)
    save(path, "four")
    newest = backups.all()[0]
    newest.path.write_bytes(os.urandom(30_000))
    path.write_bytes(b"damaged")
    path.with_name("torchground.db-wal").write_bytes(b"its log")
    assert backups.restore("").time == "2026-11-30 11:15 UTC"
    assert titles(path) == {"one", "two"}
    aside = {one.name: one.read_bytes() for one in backups.damaged.rglob("*.db*")}
    assert aside == {"torchground.db": b"damaged", "torchground.db-wal": b"its log"}
    assert backups.restore("2026-11-30 10").time == "2026-11-30 10:15 UTC"
    assert titles(path) == {"one"}
    with pytest.raises(StoreProblem, match="2026-11-30 11:15 UTC"):
        backups.restore("2031")


def test_a_copy_that_takes_long_ends_when_the_server_does(path: Path) -> None:
    save(path, "one")
    stopping = Stopping()
    stopping.stop()
    with pytest.raises(sqlite3.OperationalError):
        Backups(path).make(stopping.add)
    assert Backups(path).all() == []
