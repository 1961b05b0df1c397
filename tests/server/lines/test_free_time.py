"""The clock of lines stands still while the event loop is held up, and goes on as the loop's own otherwise."""

from __future__ import annotations

import asyncio

from tests.server.lines.virtual_time import VirtualLoop, run
from torchground.server.lines.free_time import TICK_SECS, FreeTime


def test_a_loop_that_is_free_has_its_own_time() -> None:
    async def main() -> None:
        loop = asyncio.get_running_loop()
        clock = FreeTime(loop)
        clock.start()
        began = clock()
        await asyncio.sleep(10)
        assert abs(clock() - began - 10) <= TICK_SECS
        clock.close()

    run(main())


def test_what_holds_the_loop_up_does_not_count() -> None:
    async def main() -> None:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, VirtualLoop)
        clock = FreeTime(loop)
        clock.start()
        await asyncio.sleep(1)
        began = clock()
        loop.hold_up(7.0)
        assert clock() - began < 2 * TICK_SECS, "before the next tick"
        await asyncio.sleep(1)
        assert abs(clock() - began - 1) <= 2 * TICK_SECS, "after it"
        clock.close()
        began = clock()
        loop.hold_up(5.0)
        assert clock() - began > 4.9, "closed, it is the loop's own time"

    run(main())
