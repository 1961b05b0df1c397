"""On one's own machine: what other browsers there have made, brought together for all of them.

Another address (localhost for 127.0.0.1), another browser or cleared cookies are another place. Nobody loses work by
that.
"""

from __future__ import annotations

from functools import partial

from fastapi import Request
from pydantic import BaseModel, ConfigDict

from torchground.people import Actor
from torchground.server import sentences
from torchground.server.errors import Refuse
from torchground.server.policy import Routes
from torchground.server.services import Here
from torchground.server.visitors import actor_of

routes = Routes()


class Gathering(BaseModel):
    """How much there is that other browsers on this machine have made."""

    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)

    runs: int = 0
    projects: int = 0
    files: int = 0
    """Uploaded files, and weights that are kept."""


@routes.http("GET", "/api/gathering", policy="own", response_model=Gathering)
async def get_gathering(here: Here, request: Request) -> Gathering:
    """What could be brought here; nothing where others reach the server, too."""
    if not here.settings.is_only_here:
        return Gathering()
    runs, projects, files = await _hidden(here, actor_of(request.scope))
    return Gathering(runs=len(runs), projects=len(projects), files=len(files))


@routes.http("POST", "/api/gathering", policy="own", response_model=Gathering)
async def gather(here: Here, request: Request) -> Gathering:
    """Bring it here: from now on it belongs to every browser on this machine."""
    if not here.settings.is_only_here:
        raise Refuse(403, sentences.ONLY_HERE())
    runs, projects, files = await _hidden(here, actor_of(request.scope))
    for run_id in runs:
        await here.registry.share(run_id)
    for project_id in projects:
        await here.store.share_project(project_id)
    for key, kind in files:
        await here.disk.do(partial(here.files.share, key, kind))
    return Gathering(runs=len(runs), projects=len(projects), files=len(files))


async def _hidden(here: Here, actor: Actor) -> tuple[list[str], list[str], list[tuple[str, str]]]:
    """What this browser does not find: runs, projects, files."""
    found = {one.id for one in await here.store.projects(actor=actor)}
    projects = [one.id for one in await here.store.projects() if one.id not in found]
    files = await here.disk.do(lambda: here.files.hidden(actor))
    return here.registry.hidden(actor), projects, files
