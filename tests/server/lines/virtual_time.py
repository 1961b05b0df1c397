"""An event loop whose clock jumps to the next timer, so that a test of waiting does not wait."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class _Selector(selectors.SelectSelector):
    """Never sleeps: it tells the loop how long it would have."""

    slept = 0.0

    def select(self, timeout: float | None = None) -> list[Any]:
        found = super().select(0)
        if not found:
            assert timeout is not None, "everybody waits for something that never comes"
            self.slept += max(0.0, timeout)
        return found


class VirtualLoop(asyncio.SelectorEventLoop):
    """Its time passes only while everybody waits."""

    def __init__(self) -> None:
        self._virtual = _Selector()
        super().__init__(self._virtual)

    def time(self) -> float:
        return self._virtual.slept

    def hold_up(self, secs: float) -> None:
        """As if something had kept the loop from everything else for so long."""
        self._virtual.slept += secs


def run(main: Coroutine[Any, Any, T]) -> T:
    """Run to the end, on such a loop."""
    loop = VirtualLoop()
    try:
        return loop.run_until_complete(main)
    finally:
        loop.close()
