"""Removes stored files that nobody keeps: after each deletion, and every now and then."""

from __future__ import annotations

import asyncio
import contextlib

import structlog

from torchground.files.store import COLLECT_SECS, FileStore
from torchground.server.background import end
from torchground.server.disk import Disk
from torchground.storage.records import StoreProblem
from torchground.storage.store import Store

_log = structlog.get_logger("files")


class Collector:
    """One for each server."""

    def __init__(self, files: FileStore, store: Store, disk: Disk) -> None:
        self._files = files
        self._store = store
        self._disk = disk
        self._one_at_a_time = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None
        self._asked = asyncio.Event()

    def start(self) -> None:
        """Collect now, and then every :data:`COLLECT_SECS`."""
        self._task = asyncio.create_task(self._forever())

    def soon(self) -> None:
        """Something was deleted: collect without keeping anybody waiting."""
        self._asked.set()

    async def close(self) -> None:
        """Collect no more."""
        await end(self._task)

    async def collect(self) -> None:
        """Remove what no person, no saved project and no run keeps."""
        async with self._one_at_a_time:
            named = await self._store.file_keys()
            removed = await self._disk.do(lambda: self._files.collect(named))
            if removed:
                _log.info("files that nobody keeps were removed", count=len(removed))

    async def _forever(self) -> None:
        while True:
            try:
                await self.collect()
            except (OSError, StoreProblem) as error:
                _log.warning("files that nobody keeps could not be removed", error=str(error))
            except Exception:
                _log.exception("files that nobody keeps could not be removed")
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._asked.wait(), COLLECT_SECS)
            self._asked.clear()
