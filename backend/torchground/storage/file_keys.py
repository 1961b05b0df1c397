"""Which stored files the rows of the database name: the reference counts of the files, counted anew when asked for."""

from __future__ import annotations

import json

from sqlalchemy import Connection, select, union

from torchground.files.store import keys_in
from torchground.storage.tables import PROJECTS, RUNS


def packed(project: str) -> str:
    """What the column ``files`` holds for the JSON text of a project."""
    return json.dumps(sorted(keys_in(project)))


def named(connection: Connection) -> set[str]:
    """The keys of all files that a project or a run names."""
    some = [select(table.c.files).where(table.c.files != "[]") for table in (PROJECTS, RUNS)]
    return {key for (keys,) in connection.execute(union(*some)) for key in json.loads(keys)}
