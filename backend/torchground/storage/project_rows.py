"""Rows of saved projects."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from torchground.storage.records import SavedProject
from torchground.storage.tables import PROJECTS


def save(connection: Connection, project: SavedProject) -> None:
    """Keep a project under its id, new or not; the day it was first saved stays."""
    values = {
        "title": project.title,
        "updated": project.updated,
        "file": json.dumps(project.file),
    }
    here = PROJECTS.c.id == project.id
    if connection.execute(update(PROJECTS).where(here).values(**values)).rowcount == 0:
        connection.execute(
            insert(PROJECTS).values(id=project.id, created=project.created, **values)
        )


def replace(
    connection: Connection, project_id: str, title: str, updated: str, file: dict[str, Any]
) -> SavedProject | None:
    """Write over a project; None where there is none."""
    before = one(connection, project_id)
    if before is None:
        return None
    after = SavedProject(project_id, title, before.created, updated, file)
    save(connection, after)
    return after


def one(connection: Connection, project_id: str) -> SavedProject | None:
    """The project of that id."""
    row = connection.execute(select(PROJECTS).where(PROJECTS.c.id == project_id)).one_or_none()
    return None if row is None else _project(row)


def newest(connection: Connection, limit: int) -> list[SavedProject]:
    """Projects, last changed first."""
    order = (PROJECTS.c.updated.desc(), PROJECTS.c.id)
    return [
        _project(row) for row in connection.execute(select(PROJECTS).order_by(*order).limit(limit))
    ]


def remove(connection: Connection, project_id: str) -> bool:
    """Whether there was one."""
    return connection.execute(delete(PROJECTS).where(PROJECTS.c.id == project_id)).rowcount > 0


def _project(row: Row[Any]) -> SavedProject:
    return SavedProject(row.id, row.title, row.created, row.updated, dict(json.loads(row.file)))
