"""Who owns a database: one server at a time goes on with its runs.

On PostgreSQL the owner holds an advisory lock for as long as one connection lives, so the lock ends with the server
whatever ends it. On SQLite the lock file of the store does the same, and a second server is refused at its start.
"""

from __future__ import annotations

import os
import socket
import threading
from contextlib import suppress
from typing import Literal, TypeAlias

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from torchground.storage import failures, sentences
from torchground.storage.engines import database_url
from torchground.storage.records import StoreProblem

LOCK = (1_953_460_067, 1)
"""The two numbers of the advisory lock, the same in every version: "torc", and the first of its uses."""
NAME = "torchground owner"
"""How the connection that holds the lock is called in the database, before the machine and the process."""
CONNECT_SECS = 5

Standing: TypeAlias = Literal["held", "lost", "unknown"]
"""Whether the lease is ours. Unknown: the database cannot be reached, so nobody else can take it either."""

_TRY = text("SELECT pg_try_advisory_lock(:one, :two)")
_MINE = text(
    "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted AND pid = pg_backend_pid() "
    "AND classid = :one AND objid = :two)"
)
_WHOSE = text(
    "SELECT application_name, coalesce(host(client_addr), '') FROM pg_stat_activity JOIN pg_locks USING (pid) "
    "WHERE locktype = 'advisory' AND granted AND classid = :one AND objid = :two "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
_NUMBERS = {"one": LOCK[0], "two": LOCK[1]}


class Lease:
    """The right to go on with the runs of one PostgreSQL database. Every method blocks: call them on a thread."""

    def __init__(self, url: URL) -> None:
        self._engine: Engine = create_engine(
            url,
            poolclass=NullPool,
            isolation_level="AUTOCOMMIT",
            connect_args={"application_name": _own_name(), "connect_timeout": CONNECT_SECS},
        )
        self._connection: Connection | None = None
        self._one_at_a_time = threading.Lock()
        self._is_released = False

    def take(self) -> bool:
        """Take the lease; False where another server has it. Raises :class:`StoreProblem`."""
        try:
            with self._one_at_a_time:
                return self._take()
        except DBAPIError as error:
            self._hang_up()
            where = self._engine.url.render_as_string(hide_password=True)
            why = failures.why(error)
            raise StoreProblem(sentences.CANNOT_OPEN(where=where, why=why)) from error

    def owner(self) -> str:
        """Which server has the lease, as far as the database tells: ``process 12 on alpha``; empty for nobody."""
        with suppress(DBAPIError), self._engine.connect() as connection:
            row = connection.execute(_WHOSE, _NUMBERS).first()
            if row is not None:
                name, address = str(row[0]).removeprefix(NAME).strip(), str(row[1])
                return name or address or "another machine"
        return ""

    def standing(self) -> Standing:
        """Whether the lease is still ours. After a lost connection it is taken again where nobody else did."""
        with self._one_at_a_time:
            try:
                if self._connection is not None:
                    if self._connection.execute(_MINE, _NUMBERS).scalar_one():
                        return "held"
                    self._hang_up()
                return "held" if self._take() else "lost"
            except DBAPIError:
                self._hang_up()
                return "unknown"

    def release(self) -> None:
        """Let another server have it, for good: who still asks on another thread gets no for an answer."""
        with self._one_at_a_time:
            self._is_released = True
            self._hang_up()
            self._engine.dispose()

    def _take(self) -> bool:
        if self._is_released:
            return False
        connection = self._connection or self._engine.connect()
        self._connection = connection
        if connection.execute(_TRY, _NUMBERS).scalar_one():
            return True
        self._hang_up()
        return False

    def _hang_up(self) -> None:
        """Close the connection: with it ends the lock."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(DBAPIError):
                connection.invalidate()  # closes it, whatever became of the line
            with suppress(DBAPIError):
                connection.close()


def lease_of(url: str) -> Lease | None:
    """The lease of a database that several servers can reach; None for SQLite, whose store locks a file instead.

    Raises :class:`StoreProblem`.
    """
    parsed = database_url(url)
    if parsed.get_backend_name() == "sqlite":
        return None
    try:
        return Lease(parsed)
    except ImportError as error:
        raise StoreProblem(sentences.NEEDS_PSYCOPG()) from error


def _own_name() -> str:
    """At most 63 bytes, as PostgreSQL keeps no more."""
    return f"{NAME} process {os.getpid()} on {socket.gethostname()}"[:63]
