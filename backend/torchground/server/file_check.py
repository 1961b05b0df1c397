"""Reads every stored file once after a start, in the background, and says to whoever runs it which are damaged."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

import structlog

from torchground.files.store import FileStore
from torchground.server import sentences
from torchground.server.background import end
from torchground.words import Sentence

MOST_NAMED = 5
"""Files that are named in one sentence."""

_log = structlog.get_logger("files")


class FileCheck:
    """One for each open server. Whoever uses a damaged file is told too, when they do."""

    def __init__(self, files: FileStore, notify: Callable[[Sentence], None]) -> None:
        self._files = files
        self._notify = notify
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin, without keeping anybody waiting."""
        self._task = asyncio.create_task(self._check())

    async def close(self) -> None:
        """End what is going on."""
        await end(self._task)

    async def _check(self) -> None:
        try:
            damaged = await self._damaged()
        except Exception:
            _log.exception("the stored files could not be checked")
            return
        if damaged:
            named = [f"{kind} {key[:12]}" for key, kind in damaged[:MOST_NAMED]]
            folder = str(self._files.data_dir)
            self._notify(sentences.FILES_DAMAGED(count=len(damaged), named=named, folder=folder))

    async def _damaged(self) -> list[tuple[str, str]]:
        """Key and kind of each that is not as it was written. Half of the time the disk is left to others."""
        damaged = []
        for key, kind in await asyncio.to_thread(self._files.all):
            begun = time.monotonic()
            if not await asyncio.to_thread(self._files.is_sound, key, kind):
                damaged.append((key, kind))
            await asyncio.sleep(time.monotonic() - begun)
        return damaged
