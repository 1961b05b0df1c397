"""Rows that say which data folder belongs to this database, and which runs it deleted lately."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from torchground.files.mark import Mark
from torchground.storage.records import Superseded
from torchground.storage.sentences import SUPERSEDED
from torchground.storage.tables import FORGOTTEN_RUNS, STORE_MARK


def read(connection: Connection) -> Mark | None:
    """The mark of the last opening; None in a new database."""
    row = connection.execute(select(STORE_MARK)).first()
    return None if row is None else Mark(row.store, row.opening)


def write(connection: Connection, mark: Mark, is_swept: bool) -> None:
    """Keep a new mark; ``is_swept``: no file of a deleted run is left."""
    connection.execute(delete(STORE_MARK))
    connection.execute(insert(STORE_MARK).values(store=mark.store, opening=mark.opening))
    if is_swept:
        connection.execute(delete(FORGOTTEN_RUNS))


def check(connection: Connection, opening: str) -> None:
    """Raises :class:`Superseded` where the database was opened again since; until this transaction ends nobody can.

    A later opening waits for the lock on this row, and who waited for a later opening finds another row or none.
    """
    last = connection.execute(select(STORE_MARK.c.opening).with_for_update(read=True)).first()
    if last is None or last.opening != opening:
        raise Superseded(SUPERSEDED())


def forgotten(connection: Connection) -> set[str]:
    """The ids of runs that were deleted lately."""
    return set(connection.execute(select(FORGOTTEN_RUNS.c.run_id)).scalars())
