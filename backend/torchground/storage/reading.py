"""Reads rows of which some may be damaged: those that are well are given, the others named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Select, Table
from sqlalchemy.exc import DBAPIError

from torchground.storage.failures import cause_of, why
from torchground.storage.records import BadRow

T = TypeVar("T")

MAX_IDS = 100_000
"""Most rows that are looked for one by one."""


def is_bad(error: BaseException) -> bool:
    """Whether the row itself is to blame, rather than a database that cannot be used just now."""
    return not isinstance(error, DBAPIError) or (
        cause_of(error) is None and type(error.orig).__module__.startswith("sqlite3")
    )


def good(
    connection: Connection, query: Select[Any], table: Table, made: Callable[[Row[Any]], T]
) -> tuple[list[T], list[BadRow]]:
    """What can be made of the rows of a query, in order, and the rows of which nothing can.

    ``table`` has a column ``id``, and so has the query. Raises what is no fault of a row.
    """
    try:
        rows = connection.execute(query).all()
    except Exception as error:
        if not is_bad(error):
            raise
        return _one_by_one(connection, query, table, made)
    found, bad = list[T](), list[BadRow]()
    for row in rows:
        try:
            found.append(made(row))
        except Exception as error:
            bad.append(BadRow(table.name, str(row.id), why(error)))
    return found, bad


def _one_by_one(
    connection: Connection, query: Select[Any], table: Table, made: Callable[[Row[Any]], T]
) -> tuple[list[T], list[BadRow]]:
    found, bad = list[T](), list[BadRow]()
    for row_id in _ids(connection, table):
        try:
            row = connection.execute(query.where(table.c.id == row_id)).one()
            found.append(made(row))
        except Exception as error:
            if not is_bad(error):
                raise
            bad.append(BadRow(table.name, row_id, why(error)))
    return found, bad


def _ids(connection: Connection, table: Table) -> list[str]:
    """The ids that can be read: from the index, and from the table where that is damaged."""
    ids: dict[str, None] = {}
    for how in ("", "NOT INDEXED"):
        statement = f"SELECT id FROM {table.name} {how} LIMIT {MAX_IDS}"
        try:
            for (value,) in connection.exec_driver_sql(statement):
                ids[str(value)] = None
        except Exception as error:
            if not is_bad(error):
                raise
    return list(ids)


def text(value: Any) -> str:
    """A text column. Raises ``TypeError`` where something else stands in it: SQLite keeps anything anywhere."""
    if not isinstance(value, str):
        raise TypeError(f"{type(value).__name__} stands where a text should")
    return value


def whole(value: Any) -> int:
    """A number column that counts something. Raises ``TypeError`` or ``ValueError`` where it does not."""
    if not isinstance(value, int):
        raise TypeError(f"{type(value).__name__} stands where a number should")
    if not 0 <= value < 2**31:
        raise ValueError(f"{value} counts nothing")
    return value
