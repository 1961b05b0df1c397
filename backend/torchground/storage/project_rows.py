"""Rows of saved projects."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from torchground.storage import file_keys
from torchground.storage.records import ProjectSummary, SavedProject, TooMany
from torchground.storage.tables import PROJECTS


def add(connection: Connection, project: SavedProject, most: int) -> None:
    """Keep a new project. Raises :class:`TooMany` where ``most`` are kept already."""
    here = PROJECTS.c.id == project.id
    if connection.execute(select(PROJECTS.c.id).where(here)).first() is not None:
        return  # an earlier try was committed, and its answer lost
    count = connection.execute(select(func.count()).select_from(PROJECTS)).scalar_one()
    if count >= most:
        raise TooMany(f"{most} projects are kept already.")
    values = _columns(project.title, project.updated, project.file)
    connection.execute(insert(PROJECTS).values(id=project.id, created=project.created, **values))


def replace(
    connection: Connection, project_id: str, title: str, updated: str, file: dict[str, Any]
) -> SavedProject | None:
    """Write over a project; None where there is none. The day it was first saved stays."""
    here = PROJECTS.c.id == project_id
    created = connection.execute(select(PROJECTS.c.created).where(here)).scalar_one_or_none()
    if created is None:
        return None
    connection.execute(update(PROJECTS).where(here).values(**_columns(title, updated, file)))
    return SavedProject(project_id, title, created, updated, file)


def one(connection: Connection, project_id: str) -> SavedProject | None:
    """The project of that id."""
    row = connection.execute(select(PROJECTS).where(PROJECTS.c.id == project_id)).one_or_none()
    return None if row is None else _project(row)


def newest(connection: Connection, limit: int) -> list[ProjectSummary]:
    """Projects, last changed first. Their files are not read."""
    columns = (PROJECTS.c.id, PROJECTS.c.title, PROJECTS.c.created, PROJECTS.c.updated)
    rows = connection.execute(
        select(*columns).order_by(PROJECTS.c.updated.desc(), PROJECTS.c.id).limit(limit)
    )
    return [ProjectSummary(row.id, row.title, row.created, row.updated) for row in rows]


def remove(connection: Connection, project_id: str) -> bool:
    """Whether there was one."""
    return connection.execute(delete(PROJECTS).where(PROJECTS.c.id == project_id)).rowcount > 0


def _project(row: Row[Any]) -> SavedProject:
    return SavedProject(row.id, row.title, row.created, row.updated, dict(json.loads(row.file)))


def _columns(title: str, updated: str, file: dict[str, Any]) -> dict[str, str]:
    text = json.dumps(file)
    return {"title": title, "updated": updated, "file": text, "files": file_keys.packed(text)}
