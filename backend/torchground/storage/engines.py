"""Opens databases by URL: SQLite with the settings that lose nothing, PostgreSQL the same way."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from torchground.storage import failures, sentences
from torchground.storage.records import DamagedFile, StoreProblem

SQLITE_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "busy_timeout=2000",
    "foreign_keys=ON",
    "trusted_schema=OFF",
)
_REVISION = re.compile(r"'\d{4}'")
"""How a revision is named in Alembic's words."""
POSTGRES_LINE = {
    "connect_timeout": 5,
    "keepalives_idle": 5,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}
"""A line that swallows everything is given up after some seconds; by itself the system waits a quarter of an hour."""
POSTGRES_SETTINGS = "-c synchronous_commit=on -c statement_timeout=30000 -c idle_in_transaction_session_timeout=60000"


def database_url(url: str) -> URL:
    """The URL with its driver. Raises :class:`StoreProblem` where it names no database we know."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:  # the latter of a port that is no number
        raise StoreProblem(sentences.URL_UNREADABLE(why=str(error))) from error
    backend = parsed.get_backend_name()
    if backend == "sqlite" and parsed.database and parsed.database != ":memory:":
        return parsed.set(drivername="sqlite")
    if backend in ("postgresql", "postgres"):
        return parsed.set(drivername="postgresql+psycopg")
    raise StoreProblem(sentences.URL_UNKNOWN(driver=parsed.drivername))


def writing_engine(url: URL) -> Engine:
    """One connection, whose transactions take the write lock when they begin."""
    return _engine(url, pool_size=1, begin="BEGIN IMMEDIATE")


def reading_engine(url: URL, readers: int) -> Engine:
    """Connections that read beside the writer."""
    return _engine(url, pool_size=readers, begin="BEGIN")


def migrate(engine: Engine, revision: str = "head") -> None:
    """Bring the tables to today's form (or to that of an older revision, from before it) in one transaction.

    Raises :class:`StoreProblem`."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
    except CommandError as error:
        raise _unknown_revision(engine, error) from error
    except (SQLAlchemyError, sqlite3.Error, UnicodeDecodeError) as error:
        where = shown(engine.url)
        why = failures.why(error)
        if failures.is_damage(error):
            raise DamagedFile(sentences.DAMAGED(where=where, why=why)) from error
        raise StoreProblem(sentences.CANNOT_OPEN(where=where, why=why)) from error


def shown(url: URL) -> str:
    """The URL as it may be printed."""
    return url.render_as_string(hide_password=True)


def _unknown_revision(engine: Engine, error: CommandError) -> StoreProblem:
    """Which form the tables have is no revision of ours: a later one, or none at all."""
    revision = _REVISION.search(str(error))
    if revision is not None:
        return StoreProblem(sentences.MADE_BY_NEWER(why=str(error)))
    return DamagedFile(sentences.DAMAGED(where=shown(engine.url), why=failures.why(error)))


def _engine(url: URL, *, pool_size: int, begin: str) -> Engine:
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, pool_size=pool_size, max_overflow=0)
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_with(begin))
        return engine
    try:
        return create_engine(
            url,
            pool_size=pool_size,
            max_overflow=0,
            pool_pre_ping=True,
            connect_args={"options": POSTGRES_SETTINGS, **POSTGRES_LINE},
        )
    except ImportError as error:
        raise StoreProblem(sentences.NEEDS_PSYCOPG()) from error


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in SQLITE_PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_with(statement: str) -> Any:
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(statement)

    return begin
