"""Runs: start, list, read, drive, delete. Everything here is the registry's; this file only parses and answers."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Body, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from torchground.runs.registry import RunDetail
from torchground.server.errors import LATE
from torchground.server.keys import key_of
from torchground.server.policy import Routes
from torchground.server.services import Here
from torchground.server.visitors import actor_of
from torchground.telemetry.messages import Answer, Command, Points, RunInfo

routes = Routes()

RequestName = Annotated[str | None, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
RunId = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,64}$")]


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
