"""Runs: start, list, read, drive, delete. Everything here is the registry's; this file only parses and answers."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Body, Path, Query, Request, Response
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue

from torchground.runs.registry import RunDetail
from torchground.server.errors import LATE
from torchground.server.keys import key_of
from torchground.server.policy import Routes
from torchground.server.services import Here
from torchground.server.visitors import actor_of
from torchground.telemetry.messages import Answer, Command, Points, RunInfo

routes = Routes()

RequestName = Annotated[str | None, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
_ID = r"^[A-Za-z0-9_-]{1,64}$"
RunId = Annotated[str, Path(pattern=_ID)]

MAX_TITLE, MAX_TAGS, MAX_TAG, MAX_OWN_NOTES = 120, 12, 40, 1000
"""Most characters of a title, most tags, most characters of each and of the notes: a list has them all."""
MAX_DELETED = 500
"""Most runs that are deleted by one request."""


def _one_line(text: str) -> str:
    """Without blanks at its ends, and with one blank where there were more."""
    return " ".join(text.split())


def _tags(tags: list[str]) -> list[str]:
    """Each once, whatever its case; the first spelling stays. Empty ones are left out."""
    first = dict[str, str]()
    for tag in filter(None, tags):
        first.setdefault(tag.casefold(), tag)
    return list(first.values())


_Title = Annotated[str, Field(max_length=MAX_TITLE), AfterValidator(_one_line), Field(min_length=1)]
_Tag = Annotated[str, Field(max_length=MAX_TAG), AfterValidator(_one_line)]


class StartRun(BaseModel):
    """What a run is started from."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    project: Any = Field(description="A project file; the run keeps its own copy")
    draft: bool = False
    """Only to look at: not listed until it is played, forgotten when nobody watches it any more."""
    paused: bool = False
    """Wait at step 0 for a command."""
    request: RequestName = None
    """A name the client makes up: sent again, it gives the run it made the first time."""


class ResetRun(BaseModel):
    """How a run begins anew."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    new_seed: bool = False
    """Draw other weights and another order; else everything comes out the same again."""
    request: RequestName = None
    """A name the client makes up: sent again, it gives the run it made the first time."""


class LabelRun(BaseModel):
    """What people write on a run to find it again. What is left out stays as it is."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    title: _Title | None = None
    """Its name. The project that it was started from keeps its own."""
    tags: Annotated[list[_Tag], Field(max_length=MAX_TAGS), AfterValidator(_tags)] | None = None
    """In place of those that it has. The same word in another case counts once."""
    own_notes: Annotated[str, Field(max_length=MAX_OWN_NOTES)] | None = None
    """In place of what was written about it."""


class DeleteRuns(BaseModel):
    """Which runs are deleted."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    ids: list[Annotated[str, Field(pattern=_ID)]] = Field(min_length=1, max_length=MAX_DELETED)


class RunLeft(BaseModel):
    """A run that was not deleted."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    id: str
    error: str
    """Why, in English."""
    code: str
    """Which sentence that is."""
    values: dict[str, JsonValue]
    """What stands in the sentence."""


class RunsDeleted(BaseModel):
    """What came of it."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    deleted: list[str]
    left: list[RunLeft]


@routes.http("GET", "/api/runs", policy="own", response_model=list[RunInfo])
async def list_runs(here: Here, request: Request) -> Response:
    """Your runs, newest first; drafts and runs of other browsers are left out."""
    runs = here.registry.runs(actor_of(request.scope))
    items = ",".join(run.model_dump_json() for run in runs)
    return Response(f"[{items}]", media_type="application/json")


@routes.http(
    "POST",
    "/api/runs",
    policy="own",
    response_model=RunDetail,
    status_code=201,
    responses=LATE,
)
async def start_run(here: Here, request: Request, body: StartRun) -> Response:
    """Start a run of a project; it is yours, and goes on without this client until it ends or is stopped."""
    detail = await here.registry.create(
        body.project,
        draft=body.draft,
        paused=body.paused,
        request=body.request,
        key=key_of(request.scope),
        owner=actor_of(request.scope).owner,
    )
    return _json(detail, 201)


@routes.http("GET", "/api/runs/{run_id}", policy="look", response_model=RunDetail)
async def get_run(here: Here, request: Request, run_id: RunId) -> Response:
    """A run and the exact project it was started from, yours or another's whose link you have."""
    return _json(await here.registry.detail(run_id, actor_of(request.scope)))


@routes.http("DELETE", "/api/runs/{run_id}", policy="change", status_code=204, responses=LATE)
async def delete_run(here: Here, run_id: RunId) -> Response:
    """End a run and forget it with its points and weights."""
    await here.registry.delete(run_id)
    here.collector.soon()
    return Response(status_code=204)


@routes.http("PATCH", "/api/runs/{run_id}", policy="change", response_model=RunInfo, responses=LATE)
async def label_run(here: Here, run_id: RunId, body: LabelRun) -> Response:
    """Rename a run, tag it, or write about it; its project, weights and points stay as they are."""
    labels = body.model_dump(exclude_none=True)
    return _json(await here.registry.label(run_id, **labels))


@routes.http("POST", "/api/runs/delete", policy="own", response_model=RunsDeleted, responses=LATE)
async def delete_runs(here: Here, request: Request, body: DeleteRuns) -> Response:
    """End these runs of yours and forget them with their points and weights; the others stay."""
    ids = list(dict.fromkeys(body.ids))
    outcomes = await here.registry.delete_many(ids, actor_of(request.scope))
    here.collector.soon()
    left = [
        RunLeft(id=run_id, error=str(why), code=why.code, values=dict(why.values))
        for run_id, why in zip(ids, outcomes, strict=True)
        if why is not None
    ]
    gone = [run_id for run_id, why in zip(ids, outcomes, strict=True) if why is None]
    return _json(RunsDeleted(deleted=gone, left=left))


@routes.http("GET", "/api/runs/{run_id}/metrics", policy="look", response_model=Points)
async def get_metrics(
    here: Here,
    run_id: RunId,
    after: Annotated[int, Query(ge=0, le=2**53)] = 0,
    limit: Annotated[int, Query(ge=1, le=2_000)] = 500,
) -> Response:
    """The points after ``after``, in order, none missing."""
    return _json(await here.registry.points(run_id, after, limit))


@routes.http("POST", "/api/runs/{run_id}/commands", policy="change", response_model=Answer)
async def command_run(here: Here, run_id: RunId, command: Annotated[Command, Body()]) -> Response:
    """Play, pause, step, stop, or set a live setting; answered within a second."""
    return _json(await here.registry.command(run_id, command))


@routes.http(
    "POST",
    "/api/runs/{run_id}/reset",
    policy="change",
    response_model=RunDetail,
    status_code=201,
    responses=LATE,
)
async def reset_run(here: Here, request: Request, run_id: RunId, body: ResetRun) -> Response:
    """A new draft of the same project, paused at step 0; the old run is stopped if it was going."""
    made = await here.registry.reset(
        run_id,
        new_seed=body.new_seed,
        request=body.request,
        key=key_of(request.scope),
        owner=actor_of(request.scope).owner,
    )
    return _json(made, 201)


def _json(model: BaseModel, status: int = 200) -> Response:
    """Written by the model itself, so that NaN and Infinity stay what they are."""
    return Response(model.model_dump_json(), status, media_type="application/json")
