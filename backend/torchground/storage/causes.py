"""What an error of the database means: the file is damaged, or something that passes by itself."""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError

_DAMAGE = ("malformed", "not a database", "disk image", "file is encrypted")
"""SQLite's words for SQLITE_CORRUPT and SQLITE_NOTADB; Python 3.10 knows no error codes."""


def cause_of(error: BaseException) -> BaseException:
    """The driver's own error behind SQLAlchemy's."""
    inner = error.orig if isinstance(error, DBAPIError) else None
    return inner if inner is not None else error


def why(error: BaseException) -> str:
    """The driver's words, on one line."""
    cause = cause_of(error)
    return " ".join(str(cause).split()) or type(cause).__name__


def is_damage(error: BaseException) -> bool:
    """Whether the file of the database is damaged: trying again does not help."""
    cause = cause_of(error)
    return isinstance(cause, sqlite3.DatabaseError) and any(word in str(cause) for word in _DAMAGE)
