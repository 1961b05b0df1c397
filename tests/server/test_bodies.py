"""A body comes at its pace, or ends with the reason; only the time counts in which it was waited for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
from starlette.types import Message

from torchground.server.bodies import Body, CutOff, GaveWay, Pace, TooSlow

PACE = Pace(grace_secs=10, bytes_per_sec=100, whole_secs=100)


class Clock(asyncio.SelectorEventLoop):
    """An event loop whose time goes only as fast as something waits for it."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0

    def time(self) -> float:
        return self.now

    def _run_once(self) -> None:
        scheduled = [timer for timer in self._scheduled if not timer.cancelled()]  # type: ignore[attr-defined]
        if not self._ready and scheduled:  # type: ignore[attr-defined]
            self.now = max(self.now, min(timer.when() for timer in scheduled))
        super()._run_once()  # type: ignore[misc]


def run(work: Callable[[], object]) -> object:
    loop = Clock()
    try:
        return loop.run_until_complete(work())  # type: ignore[arg-type]
    finally:
        loop.close()


class Line:
    """A client that sends its pieces with so many seconds between them, then stays silent or ends."""

    def __init__(self, *pieces: tuple[float, int], ends: bool = True) -> None:
        self._pieces = list(pieces)
        self._ends = ends

    async def receive(self) -> Message:
        if not self._pieces:
            await asyncio.Event().wait()
        secs, size = self._pieces.pop(0)
        await asyncio.sleep(secs)
        return {
            "type": "http.request",
            "body": b"x" * size,
            "more_body": bool(self._pieces) or not self._ends,
        }


async def all_of(pieces: AsyncIterator[bytes], work_secs: float = 0.0) -> int:
    size = 0
    async for piece in pieces:
        size += len(piece)
        await asyncio.sleep(work_secs)
    return size


@pytest.mark.parametrize(
    "pieces",
    [
        [(9.0, 1)],
        [(1.0, 1000), (15.0, 1000), (1.0, 1)],
        [(0.0, 0)],
        [(8.0, 1000)] * 12,
    ],
)
def test_a_body_at_its_pace_comes_whole(pieces: list[tuple[float, int]]) -> None:
    async def work() -> int:
        return await all_of(Body(Line(*pieces).receive, PACE).pieces())

    assert run(work) == sum(size for _, size in pieces)


@pytest.mark.parametrize(
    "pieces",
    [
        [],
        [(11.0, 1)],
        [(0.5, 1)] * 1000,
        [(1.0, 200)] * 101,
        [(0.0, 500), (16.0, 1)],
    ],
)
def test_a_body_below_its_pace_ends_however_it_drips(pieces: list[tuple[float, int]]) -> None:
    async def work() -> None:
        with pytest.raises(TooSlow):
            await all_of(Body(Line(*pieces, ends=False).receive, PACE).pieces())

    run(work)


def test_what_the_server_itself_takes_is_not_counted() -> None:
    async def work() -> int:
        body = Body(Line((1.0, 1), (1.0, 1), (1.0, 1)).receive, PACE)
        return await all_of(body.pieces(), work_secs=1000)

    assert run(work) == 3


def test_one_that_gives_way_ends_at_once_and_only_after_its_kept_time() -> None:
    async def work() -> None:
        body = Body(Line(ends=False).receive, Pace(100, 1, 100, kept_secs=5))
        reading = asyncio.ensure_future(all_of(body.pieces()))
        await asyncio.sleep(1)
        assert body.worth() is None
        await asyncio.sleep(5)
        assert body.worth() == 94
        body.give_way()
        body.give_way()
        with pytest.raises(GaveWay):
            await reading

    run(work)


def test_the_slowest_is_worth_the_least() -> None:
    async def work() -> None:
        bodies = [Body(Line((1.0, size), ends=False).receive, PACE) for size in (10, 1000)]
        reading = [asyncio.ensure_future(all_of(body.pieces())) for body in bodies]
        await asyncio.sleep(2)
        slow, fast = (body.worth() for body in bodies)
        assert slow is not None
        assert fast is not None
        assert slow < fast
        for each in reading:
            each.cancel()
        await asyncio.gather(*reading, return_exceptions=True)

    run(work)


def test_a_client_that_leaves_ends_its_body() -> None:
    async def gone() -> Message:
        return {"type": "http.disconnect"}

    async def work() -> None:
        with pytest.raises(CutOff):
            await all_of(Body(gone, PACE).pieces())

    run(work)
