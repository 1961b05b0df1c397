"""What people bring to this server: a few files at a time, read on threads of their own, within the room there is."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from starlette.exceptions import HTTPException

from torchground.catalogue.datasets.sources import stored
from torchground.intake.fetching import Fetching
from torchground.server.settings import Limits

T = TypeVar("T")

SPARE_BYTES = 500_000_000
"""So much of the disk is left for projects and runs."""


class Bringing:
    """Uploads being read, and downloads being fetched."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="intake")
        self._going = 0
        self.fetching = Fetching()

    def close(self) -> None:
        self.fetching.close()
        self._threads.shutdown(wait=False, cancel_futures=True)

    @contextmanager
    def place(self) -> Iterator[None]:
        """Room for one more file. Raises ``HTTPException`` 429 or 413 where there is none."""
        if self._going >= self._limits.num_uploads:
            raise HTTPException(
                429,
                f"{self._going} files are being read already; send this one again in a moment.",
                {"connection": "close"},
            )
        self.check_room()
        self._going += 1
        try:
            yield
        finally:
            self._going -= 1

    async def on_thread(self, work: Callable[[], T]) -> T:
        """What blocks, away from the event loop."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def check_room(self) -> None:
        """Raises ``HTTPException`` 413 where the disk or the limit leaves no room."""
        taken, limit = stored.size_bytes(), self._limits.stored_bytes
        if taken > limit or shutil.disk_usage(stored.folder().parent).free < SPARE_BYTES:
            raise HTTPException(
                413,
                f"The data folder holds {taken // 10**6:,} MB of uploaded files, and there is room for no more; delete "
                "some of them.",
                {"connection": "close"},
            )
