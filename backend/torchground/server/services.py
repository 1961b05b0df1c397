"""What every route works with, made once when the app starts and closed when it stops."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends
from starlette.requests import HTTPConnection

from torchground.files.store import FileStore
from torchground.runs.registry import RunRegistry
from torchground.server.bringing import Bringing
from torchground.server.collecting import Collector
from torchground.server.disk import Disk
from torchground.server.page import Page
from torchground.server.previews import Previews
from torchground.server.settings import Settings
from torchground.storage.store import Store
from torchground.workers.base import Workers


@dataclass(frozen=True)
class Services:
    """One running server."""

    settings: Settings
    store: Store
    files: FileStore
    disk: Disk
    workers: Workers
    registry: RunRegistry
    previews: Previews
    page: Page
    bringing: Bringing
    collector: Collector
    instance: str = field(default_factory=lambda: uuid.uuid4().hex)
    """New at every start."""


def services(connection: HTTPConnection) -> Services:
    """The services of the app that a request came to."""
    found: Services = connection.app.state.services
    return found


Here = Annotated[Services, Depends(services)]
"""Declares a route's parameter that is given the services."""
