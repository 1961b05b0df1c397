"""Rows of saved projects."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from torchground.storage import checksums, file_keys, reading, sentences
from torchground.storage.reading import text
from torchground.storage.records import DamagedRow, ProjectSummary, SavedProject, TooMany
from torchground.storage.tables import PROJECTS


def add(connection: Connection, project: SavedProject, text: str, most: int) -> SavedProject:
    """Keep a new project; ``text`` is its file as JSON. Raises :class:`TooMany` where ``most`` are kept already."""
    here = PROJECTS.c.id == project.id
    if connection.execute(select(PROJECTS.c.id).where(here)).first() is not None:
        return project  # an earlier try was committed, and its answer lost
    count = connection.execute(select(func.count()).select_from(PROJECTS)).scalar_one()
    if count >= most:
        raise TooMany(f"{most} projects are kept already.")
    values = _columns(project, text)
    connection.execute(insert(PROJECTS).values(id=project.id, created=project.created, **values))
    return project


def replace(connection: Connection, project: SavedProject, text: str) -> SavedProject | None:
    """Write over a project; None where there is none. The day it was first saved stays."""
    here = PROJECTS.c.id == project.id
    created = connection.execute(select(PROJECTS.c.created).where(here)).scalar_one_or_none()
    if created is None:
        return None
    connection.execute(update(PROJECTS).where(here).values(**_columns(project, text)))
    return dataclasses.replace(project, created=created)


def one(connection: Connection, project_id: str) -> SavedProject | None:
    """The project of that id. Raises :class:`DamagedRow` where its row can no longer be read."""
    query = select(PROJECTS).where(PROJECTS.c.id == project_id)
    try:
        row = connection.execute(query).one_or_none()
        return None if row is None else _project(row)
    except Exception as error:
        if not reading.is_bad(error):
            raise
        raise DamagedRow(sentences.PROJECT_DAMAGED(project=project_id)) from error


def newest(connection: Connection, limit: int) -> list[ProjectSummary]:
    """Projects that can be read, last changed first. Their files are not read."""
    columns = (PROJECTS.c.id, PROJECTS.c.title, PROJECTS.c.created, PROJECTS.c.updated)
    query = select(*columns).order_by(PROJECTS.c.updated.desc(), PROJECTS.c.id).limit(limit)
    return reading.good(connection, query, PROJECTS, _summary)[0]


def remove(connection: Connection, project_id: str) -> bool:
    """Whether there was one."""
    return connection.execute(delete(PROJECTS).where(PROJECTS.c.id == project_id)).rowcount > 0


def _summary(row: Row[Any]) -> ProjectSummary:
    return ProjectSummary(row.id, text(row.title), text(row.created), text(row.updated))


def _project(row: Row[Any]) -> SavedProject:
    checksums.check(row.checksum, row.id, row.title, row.file)
    return SavedProject(row.id, row.title, row.created, row.updated, dict(json.loads(row.file)))


def _columns(project: SavedProject, text: str) -> dict[str, Any]:
    return {
        "title": project.title,
        "updated": project.updated,
        "file": text,
        "files": file_keys.packed(text),
        "checksum": checksums.of(project.id, project.title, text),
    }
