"""Reading from a database that may be away for a moment, and what becomes of what nobody waits for any more."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Callable
from typing import Any, TypeVar

import structlog
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from torchground.storage import sentences
from torchground.storage.engines import shown
from torchground.storage.failures import cause_of, is_damage, why
from torchground.storage.records import StoreAway, StoreProblem

T = TypeVar("T")

_log = structlog.get_logger("storage")


def read_patiently(engine: Engine, query: Callable[[Connection], T], until: float) -> T:
    """What a query gives, tried again for a while where the database cannot be used just now."""
    while True:
        try:
            with engine.connect() as connection:
                return query(connection)
        except (DBAPIError, sqlite3.Error, UnicodeDecodeError) as error:
            if is_damage(error):
                where = shown(engine.url)
                raise StoreProblem(sentences.DAMAGE_FOUND(where=where, why=why(error))) from error
            cause = cause_of(error)
            if cause is None:
                raise
            if time.monotonic() > until:
                raise StoreAway(sentences.CANNOT_READ(why=sentences.WHY[cause]())) from error
            time.sleep(0.05)


def came_late(done: asyncio.Future[Any]) -> None:
    """Whoever waited for it was answered already: what went wrong goes to the log."""
    error = None if done.cancelled() else done.exception()
    if error is not None:
        _log.warning("what was answered as delayed failed", error=str(error))


def unheard(done: asyncio.Future[Any]) -> None:
    """Whoever wanted to read it was answered already, and asks again."""
    if not done.cancelled():
        done.exception()
