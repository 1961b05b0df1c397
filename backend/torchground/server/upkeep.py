"""Looks through the database's file once after the start, and makes a back-up of it every hour."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import structlog

from torchground.runs.registry import RunRegistry
from torchground.server.background import end
from torchground.storage import sentences
from torchground.storage.records import StoreProblem
from torchground.storage.upkeep import Upkeep
from torchground.words import Sentence

BACKUP_SECS = 3600.0
"""How old the newest back-up may become."""
LOOK_SECS = 300.0
"""How often it is looked at."""

_log = structlog.get_logger("storage")


class UpkeepTask:
    """One for each open server on SQLite; ``notify`` tells whoever runs the server."""

    def __init__(
        self, path: Path, registry: RunRegistry, notify: Callable[[Sentence], None]
    ) -> None:
        self._upkeep = Upkeep(path)
        self._registry = registry
        self._notify = notify
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin, without keeping anybody waiting."""
        self._task = asyncio.create_task(self._forever())

    async def close(self) -> None:
        """End what is going on."""
        await end(self._task)
        await self._upkeep.close()

    async def _forever(self) -> None:
        is_well = await self._guarded(self._check)
        while is_well:
            await self._guarded(self._back_up)
            await asyncio.sleep(min(LOOK_SECS, BACKUP_SECS))

    async def _guarded(self, work: Callable[[], Awaitable[bool]]) -> bool:
        """Whether it went well; the task outlives whatever goes wrong."""
        try:
            return await work()
        except StoreProblem as problem:
            self._notify(problem.sentence)
        except Exception:
            _log.exception("the upkeep of the database met an error it does not know")
        return True

    async def _check(self) -> bool:
        """Say what is damaged; False where the file is: a copy of it would push out the good ones."""
        damage = await self._upkeep.check()
        for run_id, count in damage.lost_points.items():
            self._registry.report_damage(run_id, sentences.POINTS_LOST(count=count))
        for sentence in damage.sentences:
            self._notify(sentence)
        if damage.sentences:
            self._notify(await self._upkeep.offer())
        return not damage.sentences

    async def _back_up(self) -> bool:
        if await self._upkeep.age_secs() >= BACKUP_SECS:
            made = await self._upkeep.back_up()
            if made is not None:
                _log.info("a back-up of the database was made", path=str(made.path))
        return True
