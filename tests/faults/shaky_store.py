"""A plugin for pytest: one in so many commits to SQLite fails, is late, or is done and said not to be; reads fail too.

``pytest -p tests.faults.shaky_store``; the seed is in ``TORCHGROUND_FAULTS_SEED``, and the number of faults is written
into the file that ``TORCHGROUND_FAULTS_TOLD`` names.
"""

from __future__ import annotations

import os
import random
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy.engine.default import DefaultDialect

ONE_IN = 10
"""More than the one in a hundred that is asked for: the suite makes few commits."""
LATE_SECS = 0.3
_chance = random.Random(int(os.environ.get("TORCHGROUND_FAULTS_SEED", "0")))
_faults = [0]
_here = threading.local()


def _commit(real: Callable[..., None]) -> Callable[..., None]:
    def commit(self: DefaultDialect, connection: Any) -> None:
        is_writer = threading.current_thread().name.startswith("storage-writer")
        how = _fault(("fails", "late", "done")) if is_writer else ""
        if how == "fails":
            raise sqlite3.OperationalError("database is locked")
        if how == "late":
            time.sleep(LATE_SECS)
        real(self, connection)
        if how == "done":
            raise sqlite3.OperationalError("disk I/O error")

    return commit


def _execute(real: Callable[..., None]) -> Callable[..., None]:
    def execute(self: DefaultDialect, cursor: Any, statement: str, *more: Any) -> None:
        if statement.startswith("BEGIN"):
            _here.is_reading = statement == "BEGIN"
        if _is_reading() and statement.startswith("SELECT") and _fault(("fails",)):
            raise sqlite3.OperationalError("database is locked")
        real(self, cursor, statement, *more)

    return execute


def _is_reading() -> bool:
    """In a transaction of a reader. Whoever opens a store begins another kind, and is told at once where it fails."""
    return getattr(_here, "is_reading", False)


def _fault(ways: tuple[str, ...]) -> str:
    if _chance.randrange(ONE_IN):
        return ""
    _faults[0] += 1
    return _chance.choice(ways)


DefaultDialect.do_commit = _commit(DefaultDialect.do_commit)  # type: ignore[method-assign]
DefaultDialect.do_execute = _execute(DefaultDialect.do_execute)  # type: ignore[method-assign]


def pytest_sessionfinish() -> None:
    """Say how many faults there were."""
    if told := os.environ.get("TORCHGROUND_FAULTS_TOLD"):
        Path(told).write_text(str(_faults[0]))
