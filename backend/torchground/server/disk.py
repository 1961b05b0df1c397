"""Work that blocks (disk, parsing), away from the event loop: on threads of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")

_THREADS = 4


class Disk:
    """Threads for short work that blocks."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="disk")

    async def do(self, work: Callable[[], T]) -> T:
        """What ``work`` gives, called on a thread. Raises what it raises."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def soon(self, work: Callable[[], object]) -> None:
        """Have it done without waiting for it. What it raises is lost."""
        self._threads.submit(work)

    def close(self) -> None:
        """Take no more work; what is going on ends by itself."""
        self._threads.shutdown(wait=False, cancel_futures=True)
