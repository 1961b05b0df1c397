"""Rows of saved projects."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from torchground.people import OPERATOR, Actor, Verb, may
from torchground.storage import checksums, file_keys, reading, sentences
from torchground.storage.reading import text
from torchground.storage.records import DamagedRow, ProjectSummary, SavedProject, TooMany
from torchground.storage.tables import PROJECTS


def add(
    connection: Connection, project: SavedProject, text: str, most: int, owner: str | None = None
) -> SavedProject:
    """Keep a new project; ``text`` is its file as JSON. Raises :class:`TooMany` where ``most`` are kept already."""
    here = PROJECTS.c.id == project.id
    if connection.execute(select(PROJECTS.c.id).where(here)).first() is not None:
        return project  # an earlier try was committed, and its answer lost
    count = connection.execute(select(func.count()).select_from(PROJECTS)).scalar_one()
    if count >= most:
        raise TooMany(f"{most} projects are kept already.")
    values = _columns(project, text)
    values |= {"id": project.id, "created": project.created, "owner": owner}
    connection.execute(insert(PROJECTS).values(**values))
    return project


def replace(
    connection: Connection, project: SavedProject, text: str, actor: Actor = OPERATOR
) -> SavedProject | None:
    """Write over a project; None where this person has none of that id. The day it was first saved stays."""
    if not _may(connection, actor, "change", project.id):
        return None
    here = PROJECTS.c.id == project.id
    created = connection.execute(select(PROJECTS.c.created).where(here)).scalar_one_or_none()
    if created is None:
        return None
    connection.execute(update(PROJECTS).where(here).values(**_columns(project, text)))
    return dataclasses.replace(project, created=created)


def one(connection: Connection, project_id: str, actor: Actor = OPERATOR) -> SavedProject | None:
    """The project of that id, where this person may know of it. Raises :class:`DamagedRow` where its row is damaged."""
    query = select(PROJECTS).where(PROJECTS.c.id == project_id)
    try:
        row = connection.execute(query).one_or_none()
        return None if row is None or not may(actor, "find", row.owner) else _project(row)
    except Exception as error:
        if not reading.is_bad(error):
            raise
        raise DamagedRow(sentences.PROJECT_DAMAGED(project=project_id)) from error


def newest(connection: Connection, limit: int, actor: Actor = OPERATOR) -> list[ProjectSummary]:
    """Projects that this person may know of and that can be read, last changed first. Their files are not read."""
    shown = (PROJECTS.c.id, PROJECTS.c.title, PROJECTS.c.created, PROJECTS.c.updated)
    query = select(*shown, PROJECTS.c.owner).order_by(PROJECTS.c.updated.desc(), PROJECTS.c.id)
    found = reading.good(connection, query, PROJECTS, lambda row: (row.owner, _summary(row)))[0]
    return [each for owner, each in found if may(actor, "find", owner)][:limit]


def remove(connection: Connection, project_id: str, actor: Actor = OPERATOR) -> bool:
    """Whether this person had one of that id."""
    if not _may(connection, actor, "change", project_id):
        return False
    return connection.execute(delete(PROJECTS).where(PROJECTS.c.id == project_id)).rowcount > 0


def share(connection: Connection, project_id: str) -> None:
    """From now on it is everybody's."""
    here = PROJECTS.c.id == project_id
    connection.execute(update(PROJECTS).where(here).values(owner=None))


def _may(connection: Connection, actor: Actor, verb: Verb, project_id: str) -> bool:
    """Whether there is such a project and this person may do that with it."""
    query = select(PROJECTS.c.owner).where(PROJECTS.c.id == project_id)
    row = connection.execute(query).one_or_none()
    return row is not None and may(actor, verb, row.owner)


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
