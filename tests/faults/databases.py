"""What scenarios do with a store in a folder: fill it, and ask what is left in it."""

from __future__ import annotations

import asyncio
import random
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

from tests.faults import recorded_sqlite
from tests.faults.disk import Event, Said
from tests.faults.figures import Figures
from tests.faults.power_cuts import Left, Look, cut
from tests.storage.rows import opened
from torchground.storage.store import Store

NAME = "torchground.db"
PAGES_BEFORE_COPYING = 30
"""SQLite moves what is in its log into the database after so many pages: often, so that cuts hit it."""

Tell = Callable[[object], None]
Do = Callable[[Store, Tell, random.Random], Awaitable[None]]
Ask = Callable[[Store, list[object]], Awaitable[Left]]


def url(folder: Path) -> str:
    """Of the SQLite database of a folder."""
    return f"sqlite:///{folder / NAME}"


def cut_while(count: int, seed: int, do: Do, ask: Ask) -> Figures:
    """So many power cuts while something is done to a store; ``ask`` finds what is left in one that is opened again."""
    if recorded_sqlite.library() is None:
        return Figures(0, left_out=recorded_sqlite.WHY_NOT)

    def record(folder: Path, chance: random.Random) -> Sequence[Event]:
        with recorded_sqlite.recorded(folder) as events:
            asyncio.run(_done(folder, events, do, chance))
        return events

    return cut(count, seed, record, asking(ask))


async def _done(folder: Path, events: list[Event], do: Do, chance: random.Random) -> None:
    async with opened(url(folder)) as store:
        with store._engines[0].connect() as connection:
            connection.exec_driver_sql(f"PRAGMA wal_autocheckpoint = {PAGES_BEFORE_COPYING}")
        await do(store, lambda what: events.append(Said(what)), chance)


def asking(ask: Ask) -> Look:
    """Whether the database is whole, whether a store opens it, and what it then answers."""

    def look(folder: Path, told: list[object]) -> Left:
        try:
            is_whole = whole(folder / NAME)
            left = asyncio.run(_asked(folder, ask, told))
        except Exception:
            return Left(lost=len(told), corrupt=1)
        return Left(left.lost, left.corrupt + (not is_whole))

    return look


async def _asked(folder: Path, ask: Ask, told: list[object]) -> Left:
    async with opened(url(folder)) as store:
        return await ask(store, told)


def whole(path: Path) -> bool:
    """Whether SQLite finds its own file sound."""
    database = sqlite3.connect(path)
    try:
        return bool(database.execute("PRAGMA integrity_check").fetchall() == [("ok",)])
    finally:
        database.close()


def newest(told: list[object]) -> dict[Any, Any]:
    """The last that was said of each thing; every ``told`` is a pair of thing and value."""
    return dict(told)  # type: ignore[arg-type]
