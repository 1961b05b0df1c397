"""The store: projects, runs, points and notes in SQLite or PostgreSQL; one writer, group commit, readers beside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class SavedProject:
    """A project a person saved."""

    id: str
    title: str
    created: str
    updated: str
    """ISO times, UTC."""
    file: dict[str, Any]


class Store:
    """Opened by URL: ``sqlite:////path/to/torchground.db`` or ``postgresql://user@host/name``."""

    def __init__(self, url: str) -> None: ...

    async def open(self) -> None:
        """Migrate to today's tables and start the writer. Raises :class:`StoreProblem` with a sentence."""

    async def close(self) -> None:
        """Write what waits, then close."""

    @property
    def delayed_secs(self) -> float:
        """How long the oldest write that is not yet durable waits; 0.0 when nothing waits."""
        raise NotImplementedError

    async def projects(self, limit: int = 1000) -> list[SavedProject]:
        """Saved projects, last changed first."""
        raise NotImplementedError

    async def project(self, project_id: str) -> SavedProject | None: ...

    async def save_project(
        self, file: dict[str, Any], *, title: str, project_id: str | None = None
    ) -> SavedProject | None:
        """Save anew (without id) or over an existing one (None where there is none); durable when it returns."""

    async def delete_project(self, project_id: str) -> bool:
        """Whether there was one."""
        raise NotImplementedError
