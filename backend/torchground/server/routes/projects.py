"""Saved projects. A drawing may be saved in any state, problems and all: no edit is lost for being unfinished."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Body, Path, Request, Response
from pydantic import BaseModel, ConfigDict, JsonValue
from pydantic_core import to_json

from torchground.files.store import keys_of
from torchground.network.spec import VERSION
from torchground.server import sentences
from torchground.server.errors import LATE, Refuse
from torchground.server.policy import Routes
from torchground.server.services import Here
from torchground.server.visitors import actor_of
from torchground.storage.records import ProjectSummary, SavedProject, TooMany
from torchground.storage.sentences import DELETION_DELAYED, PROJECT_DELAYED
from torchground.storage.store import new_id

routes = Routes()

ProjectId = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
File = Annotated[dict[str, Any], Body(description="A project file, finished or not")]


class ProjectCard(BaseModel):
    """A saved project as lists show it."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    id: str
    title: str
    created: str
    updated: str
    """ISO time, UTC."""


class ProjectDetail(ProjectCard):
    """A saved project with its file."""

    project: dict[str, JsonValue]


@routes.http("GET", "/api/projects", policy="own", response_model=list[ProjectCard])
async def list_projects(here: Here, request: Request) -> Response:
    """Your saved projects, last changed first."""
    saved = await here.store.projects(here.settings.limits.num_projects, actor_of(request.scope))
    return _json([_card(project) for project in saved])


@routes.http(
    "POST",
    "/api/projects",
    policy="own",
    response_model=ProjectDetail,
    status_code=201,
    responses=LATE,
)
async def create_project(here: Here, request: Request, file: File) -> Response:
    """Save a project anew."""
    _fits(file)
    limit = here.settings.limits.num_projects
    await here.disk.do(lambda: here.files.hold(keys_of(file)))
    project_id, title = new_id(), title_of(file)
    adding = here.store.add_project(
        file,
        title=title,
        most=limit,
        project_id=project_id,
        owner=actor_of(request.scope).owner,
    )
    try:
        saved = await here.store.in_time(adding, PROJECT_DELAYED, project_id)
    except TooMany:
        raise Refuse(429, sentences.TOO_MANY_PROJECTS(most=limit)) from None
    return _json(_detail(saved), 201)


@routes.http("GET", "/api/projects/{project_id}", policy="own", response_model=ProjectDetail)
async def get_project(here: Here, request: Request, project_id: ProjectId) -> Response:
    """A saved project."""
    found = await here.store.project(project_id, actor_of(request.scope))
    return _json(_detail(_known(found, project_id)))


@routes.http(
    "PUT",
    "/api/projects/{project_id}",
    policy="own",
    response_model=ProjectDetail,
    responses=LATE,
)
async def save_project(here: Here, request: Request, project_id: ProjectId, file: File) -> Response:
    """Save over a project."""
    _fits(file)
    await here.disk.do(lambda: here.files.hold(keys_of(file)))
    actor = actor_of(request.scope)
    saving = here.store.save_project(file, title=title_of(file), project_id=project_id, actor=actor)
    saved = await here.store.in_time(saving, PROJECT_DELAYED, project_id)
    return _json(_detail(_known(saved, project_id)))


@routes.http("DELETE", "/api/projects/{project_id}", policy="own", status_code=204, responses=LATE)
async def delete_project(here: Here, request: Request, project_id: ProjectId) -> Response:
    """Forget a project; the runs started from it stay."""
    deleting = here.store.delete_project(project_id, actor_of(request.scope))
    if not await here.store.in_time(deleting, DELETION_DELAYED):
        _known(None, project_id)
    here.collector.soon()
    return Response(status_code=204)


def title_of(file: dict[str, Any]) -> str:
    """Its title as lists show it, whatever stands there."""
    title = file.get("title")
    shown = (
        "".join(c for c in title[:1000] if c.isprintable())[:120] if isinstance(title, str) else ""
    )
    return shown.strip() or "Untitled"


def _fits(file: dict[str, Any]) -> None:
    """Only what is certainly a project of this version is kept; everything within is for the check to judge."""
    version = file.get("torchground")
    if not isinstance(version, int) or not 1 <= version <= VERSION:
        raise Refuse(422, sentences.OTHER_VERSION(newest=VERSION, came=str(version)[:40]))
    if not _finite(file):
        raise Refuse(422, sentences.NOT_FINITE())


def _finite(value: object) -> bool:
    if isinstance(value, float):
        return value - value == 0
    if isinstance(value, dict):
        return all(_finite(inner) for inner in value.values())
    return not isinstance(value, list) or all(_finite(inner) for inner in value)


def _known(saved: SavedProject | None, project_id: str) -> SavedProject:
    if saved is None:
        raise Refuse(404, sentences.NO_PROJECT(project=project_id))
    return saved


def _card(saved: ProjectSummary) -> ProjectCard:
    return ProjectCard(id=saved.id, title=saved.title, created=saved.created, updated=saved.updated)


def _detail(saved: SavedProject) -> ProjectDetail:
    return ProjectDetail(**_card(saved).model_dump(), project=saved.file)


def _json(value: Any, status: int = 200) -> Response:
    return Response(to_json(value), status, media_type="application/json")
