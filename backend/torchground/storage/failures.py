"""What an error of the database means: that it cannot be written just now, and why, or that the operation is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeAlias

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

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


_NO_ANSWER = (OperationalError, InterfaceError)


def _is_sqlite(error: DBAPIError) -> bool:
    return type(error.orig).__module__.startswith("sqlite3")


def _first(known: tuple[tuple[str, Cause], ...], fits: Callable[[str], bool]) -> Cause | None:
    return next((cause for part, cause in known if fits(part)), None)
