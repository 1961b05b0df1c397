"""A server whose store cannot be opened says why on standard error, in one sentence, and ends with a code.

Real processes with the pinned uvicorn: it leaves by SystemExit from within its startup, where a test of a function in
the test's own process sees nothing of what is printed.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.storage.conftest import cluster
from tests.storage.postgres import Cluster
from torchground.files.durable import FileLock
from torchground.storage.engines import database_url, migrate, writing_engine

__all__ = ["cluster"]

pytestmark = pytest.mark.timeout(300)
SERVE = [sys.executable, "-m", "torchground.cli", "serve", "--port", "0", "--workers", "1"]


def start(
    folder: Path, url: str | None = None, more: Sequence[str] = ()
) -> subprocess.CompletedProcess[str]:
    """Start a server that cannot start, and wait for its end."""
    options = ["--data-dir", str(folder), "--device", "cpu", *more]
    options += ["--database-url", url] if url is not None else []
    environment = {k: v for k, v in os.environ.items() if k != "TORCHGROUND_DATABASE_URL"}
    return subprocess.run(
        [*SERVE, *options], capture_output=True, text=True, timeout=250, env=environment
    )


def made(folder: Path) -> Path:
    """A database of today in the folder."""
    path = folder / "torchground.db"
    engine = writing_engine(database_url(f"sqlite:///{path}"))
    migrate(engine)
    engine.dispose()
    return path


def garbage(folder: Path) -> None:
    (folder / "torchground.db").write_bytes(os.urandom(40_000))


def no_tables(folder: Path) -> None:
    """Its first page, which says where the tables are, is overwritten behind the head."""
    with made(folder).open("r+b") as file:
        file.seek(100)
        file.write(b"\xa5" * 3_900)


def newer(folder: Path) -> None:
    with sqlite3.connect(made(folder)) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()


def no_file(folder: Path) -> None:
    (folder / "torchground.db").mkdir()


@pytest.mark.parametrize(
    ("prepare", "said"),
    [
        (garbage, "is damaged: file is not a database"),
        (no_tables, "is damaged: "),
        (newer, "was made by a newer Torchground"),
        (no_file, "cannot be opened: unable to open database file"),
    ],
)
def test_a_file_that_cannot_be_opened_is_said(
    tmp_path: Path, prepare: Callable[[Path], None], said: str
) -> None:
    prepare(tmp_path)
    refused(start(tmp_path), said)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://host/name", "begins with 'mysql'"),
        ("sqlite:////proc/none/here.db", "cannot be opened"),
        ("postgresql://nobody:secret@/x?host=/nowhere", "cannot be opened"),
    ],
)
def test_a_url_that_leads_nowhere_is_said(tmp_path: Path, url: str, said: str) -> None:
    done = start(tmp_path, url)
    refused(done, said)
    assert "secret" not in done.stderr


def test_a_file_that_another_server_uses_is_said(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "elsewhere" / "one.db.lock")
    assert lock.take()
    try:
        url = f"sqlite:///{tmp_path / 'elsewhere' / 'one.db'}"
        refused(start(tmp_path / "data", url), "Another Torchground is using")
    finally:
        lock.release()


def test_a_postgresql_of_a_newer_torchground_is_said(tmp_path: Path, cluster: Cluster) -> None:
    url = cluster.new_database()
    engine = writing_engine(database_url(url))
    migrate(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    refused(start(tmp_path, url), "was made by a newer Torchground")


def test_what_nobody_thought_of_is_said_too(tmp_path: Path) -> None:
    (tmp_path / "checkpoints").write_text("no folder")
    done = start(tmp_path)
    refused(done, "Torchground could not start: ")


def refused(done: subprocess.CompletedProcess[str], said: str) -> None:
    """It ended by itself with a code, and the sentence is what it said last."""
    assert done.returncode == 2, done.stderr
    lines = done.stderr.strip().splitlines()
    assert [line for line in lines[-2:] if said in line], done.stderr
