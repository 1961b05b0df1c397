"""A damaged or missing database: the back-up of it is offered with its time, and put in its place when asked for."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import httpx
import pytest

from tests.e2e.served import Served
from tests.server.serving import serving
from tests.server.test_start_refused import refused, start
from tests.storage.rows import opened
from torchground.files.mark import Mark
from torchground.storage.backups import Backup, Backups

pytestmark = pytest.mark.timeout(300)


def backed_up(folder: Path) -> Backup:
    """A database with a project in the folder, and a back-up of it."""

    async def make() -> None:
        async with opened(f"sqlite:///{folder / 'torchground.db'}") as store:
            await store.add_project({"torchground": 1}, title="Kept")
            await store.set_mark(Mark("a" * 32, "b"), is_swept=True)

    asyncio.run(make())
    made = Backups(folder / "torchground.db").make(lambda connection: None)
    assert made is not None
    return made


def titles(address: str) -> list[str]:
    projects = httpx.get(f"{address}/api/projects", trust_env=False).json()
    return [project["title"] for project in projects]


def test_a_damaged_file_is_refused_with_the_back_up_and_started_from_it(tmp_path: Path) -> None:
    backup = backed_up(tmp_path)
    (tmp_path / "torchground.db").write_bytes(os.urandom(40_000))
    refused(start(tmp_path), f"A back-up of {backup.time} is there")
    served = Served(tmp_path)
    served.start("--restore-backup")
    try:
        assert titles(served.address) == ["Kept"]
        assert f"The back-up of {backup.time} is in the place of the database" in served.log
    finally:
        served.stop()
    assert [path.stat().st_size for path in (tmp_path / "damaged").rglob("*.db")] == [40_000]


def test_a_time_of_which_there_is_no_back_up_is_said_with_those_that_are(tmp_path: Path) -> None:
    backup = backed_up(tmp_path)
    refused(start(tmp_path, more=("--restore-backup", "1999")), f"there is {backup.time}")


def test_where_the_database_is_gone_the_server_says_so_and_offers_the_back_up(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    backup = backed_up(tmp_path)
    (tmp_path / "torchground.db").unlink()
    with serving(tmp_path) as site:
        notices = site.client.get("/api/health").json()["notices"]
    assert any("an empty one was begun" in notice for notice in notices)
    assert any(f"A back-up of {backup.time} is there" in notice for notice in notices)
    said = capfd.readouterr().err
    assert all(notice in said for notice in notices)
    assert backup.path.exists(), "an empty database pushes out no back-up"


def test_checkpoints_of_a_database_that_is_gone_are_kept_and_told(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with serving(tmp_path):
        pass
    kept = tmp_path / "checkpoints" / f"{'a' * 32}-50-2.safetensors"
    kept.touch()
    (tmp_path / "torchground.db").unlink()
    with serving(tmp_path) as site:
        (notice,) = site.client.get("/api/health").json()["notices"]
    assert "None of them is deleted; 1 checkpoints belong to no run" in notice
    assert notice in capfd.readouterr().err
    assert kept.exists()
