"""What an error of the database means: that it cannot be used just now, and why, that the file is damaged, or that the
operation is wrong."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Literal, TypeAlias

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from torchground.storage.tables import METADATA

Cause: TypeAlias = Literal["full", "locked", "read_only", "disk", "unreachable"]
"""Why nothing can be written just now: no room on the disk; somebody else holds the database; it may only be read;
the disk reports an error; it cannot be reached."""

_SQLITE: tuple[tuple[str, Cause], ...] = (
    ("is full", "full"),
    ("is locked", "locked"),
    ("locking protocol", "locked"),
    ("readonly", "read_only"),
    ("disk i/o error", "disk"),
    ("unable to open", "disk"),
)
"""Parts of SQLite's own sentences: their codes are known to Python 3.11 and later only."""
_DAMAGE = (
    *("malformed", "not a database", "could not decode", "foreign key mismatch"),
    *("no such column", "no column named"),
    *(f"no such table: {name}" for name in METADATA.tables),
)
"""The same of a file in which something was overwritten. Our tables were all made when it was opened."""
_POSTGRESQL: tuple[tuple[str, Cause], ...] = (
    ("53100", "full"),
    ("53", "unreachable"),
    ("40", "locked"),
    ("55P03", "locked"),
    ("57014", "locked"),
    ("25006", "read_only"),
    ("57P", "unreachable"),
    ("08", "unreachable"),
    ("58", "disk"),
)
"""Beginnings of SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html."""


def cause_of(error: BaseException) -> Cause | None:
    """Why the database cannot be used just now; None where trying again would give the same error."""
    if not isinstance(error, DBAPIError):
        return None
    if error.connection_invalidated:
        return "unreachable"
    state = getattr(error.orig, "sqlstate", None)
    if isinstance(state, str):
        return _first(_POSTGRESQL, lambda begin: state.startswith(begin))
    told = str(error.orig).lower()
    found = _first(_SQLITE, lambda part: part in told)
    if found is None and not _is_sqlite(error) and isinstance(error, _NO_ANSWER):
        return "unreachable"  # the line broke before the server said anything
    return found


def is_damage(error: BaseException) -> bool:
    """Whether the file of the database is damaged: trying again does not help."""
    own = _own(error)
    told = str(own).lower()
    if isinstance(own, UnicodeDecodeError):  # of a name or a message that SQLite gives
        return True
    return isinstance(own, sqlite3.Error) and any(part in told for part in _DAMAGE)


def why(error: BaseException) -> str:
    """The database's words, on one line."""
    own = _own(error)
    return " ".join(str(own).split()) or type(own).__name__


def _own(error: BaseException) -> BaseException:
    """The driver's own error behind SQLAlchemy's."""
    inner = error.orig if isinstance(error, DBAPIError) else None
    return inner if inner is not None else error


_NO_ANSWER = (OperationalError, InterfaceError)


def _is_sqlite(error: DBAPIError) -> bool:
    return type(error.orig).__module__.startswith("sqlite3")


def _first(known: tuple[tuple[str, Cause], ...], fits: Callable[[str], bool]) -> Cause | None:
    return next((cause for part, cause in known if fits(part)), None)
