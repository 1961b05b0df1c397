"""Power cut while the tables of an older version are brought to today's form"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import text

from tests.faults import recorded_sqlite
from tests.faults.databases import asking, url
from tests.faults.disk import Event, Said
from tests.faults.figures import Figures
from tests.faults.power_cuts import Left, cut
from torchground.storage.engines import database_url, migrate, writing_engine
from torchground.storage.store import Store

SHORT, FULL = 25, 1000
PROJECTS = 40
KEY = "a" * 64


def run(count: int, seed: int) -> Figures:
    """What is lost by it."""
    if recorded_sqlite.library() is None:
        return Figures(0, left_out=recorded_sqlite.WHY_NOT)
    return cut(count, seed, record, asking(ask))


def record(folder: Path, chance: random.Random) -> Sequence[Event]:
    """A database of the first version, brought to today's form."""
    old_database(folder)
    with recorded_sqlite.recorded(folder) as events:
        engine = writing_engine(database_url(url(folder)))
        with engine.connect():
            events.append(Said("the old file is whole"))
        migrate(engine)
        engine.dispose()
    return events


def old_database(folder: Path) -> None:
    """As the first version left it, with projects in it."""
    engine = writing_engine(database_url(url(folder)))
    migrate(engine, "0001")
    insert = "INSERT INTO projects (id, title, created, updated, file) VALUES (:i, 'x', '', '', :f)"
    file = json.dumps({"data": {"file": KEY}, "more": "x" * 3000})
    with engine.begin() as connection:
        rows = [{"i": f"{number:05}", "f": file} for number in range(PROJECTS)]
        connection.execute(text(insert), rows)
    engine.dispose()


async def ask(store: Store, told: list[object]) -> Left:
    """Every project is there, and what it names is known."""
    if not told:
        return Left()
    projects = await store.projects()
    is_known = await store.file_keys() == {KEY}
    return Left(lost=PROJECTS - len(projects), corrupt=int(not is_known))
