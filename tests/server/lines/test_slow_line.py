"""A stream over a line that takes 1 kB a second, in virtual time: what matters goes before pictures."""

from __future__ import annotations

import asyncio
import itertools
import json
from types import SimpleNamespace
from typing import Any

import pytest

from tests.server.lines.virtual_time import run
from torchground.people.actors import OPERATOR
from torchground.runs.rank import Rank
from torchground.server import stream
from torchground.server.lines.pieces import MARK, MORE
from torchground.server.lines.websocket import SocketLine
from torchground.server.rates import Rates
from torchground.server.settings import Limits

SECS = 120.0
PICTURE = b"\x85" + b"x" * 6_000
STATUS = json.dumps({"type": "status", "x": "x" * 110})
POINTS = json.dumps({"type": "points", "x": "x" * 400})


class BusyRun:
    """Stands for the listener of a run that has something of every rank all the time."""

    def __init__(self, registry: object, actor: object = None) -> None:
        self.is_coarse = False
        self._took: dict[Rank, float] = {}
        self._closed = False

    async def changed(self) -> bool:
        await asyncio.sleep(0.05)
        return not self._closed

    async def take(self, rank: Rank, *, one: bool = False) -> list[str | bytes]:
        now = asyncio.get_running_loop().time()
        every = {Rank.NOW: 0.1, Rank.POINTS: 1.0, Rank.LIST: 1e9, Rank.PICTURES: 0.2}.get(rank)
        if every is None or now - self._took.get(rank, -1e9) < every:
            return []
        self._took[rank] = now
        picture = PICTURE[: len(PICTURE) // 4] if self.is_coarse else PICTURE
        frames: dict[Rank, str | bytes] = {
            Rank.NOW: STATUS,
            Rank.POINTS: POINTS,
            Rank.LIST: json.dumps({"type": "runs", "x": "x" * 20_000}),
            Rank.PICTURES: picture,
        }
        return [frames[rank]]

    async def set_coarse(self, is_coarse: bool) -> None:
        self.is_coarse = is_coarse

    def wake(self) -> None: ...

    def close(self) -> None:
        self._closed = True


class ThinSocket:
    """A websocket over a thin line with endless buffers; the tab says at once what has come."""

    application_state = None

    def __init__(self, bytes_per_sec: float) -> None:
        self.came: list[tuple[float, str | bytes]] = []
        self._rate = bytes_per_sec
        self._free_at = 0.0
        self._said: asyncio.Queue[str] = asyncio.Queue()

    async def receive(self) -> dict[str, str]:
        return {"type": "websocket.receive", "text": await self._said.get()}

    async def send_text(self, frame: str) -> None:
        self._send(frame)

    async def send_bytes(self, frame: bytes) -> None:
        self._send(frame)

    def _send(self, frame: str | bytes) -> None:
        loop = asyncio.get_running_loop()
        self._free_at = max(self._free_at, loop.time()) + (len(frame) + 6) / self._rate
        loop.call_at(self._free_at, self._comes, frame)

    def _comes(self, frame: str | bytes) -> None:
        self.came.append((asyncio.get_running_loop().time(), frame))
        self._said.put_nowait(
            json.dumps({"type": "received", "frames": len(self.came)}, separators=(",", ":"))
        )


def tab_over(socket: Any) -> stream.Tab:
    """The server's side of a tab."""
    limits = Limits()
    here: Any = SimpleNamespace(
        settings=SimpleNamespace(limits=limits),
        registry=None,
        store=SimpleNamespace(delay=lambda: None),
        instance="a",
        messages=Rates(limits.messages_per_sec_each, limits.messages_burst_each),
    )
    return stream.Tab(SocketLine(socket, paced=True), here, "key", OPERATOR)


def streamed(monkeypatch: pytest.MonkeyPatch, bytes_per_sec: float) -> list[tuple[float, Any]]:
    """When each frame came over such a line, and what it was."""
    monkeypatch.setattr(stream, "Listener", BusyRun)

    async def main() -> list[tuple[float, Any]]:
        socket = ThinSocket(bytes_per_sec)
        task = asyncio.ensure_future(tab_over(socket).live())
        await asyncio.sleep(SECS)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return list(map(read, socket.came))

    return run(main())


def read(came: tuple[float, str | bytes]) -> tuple[float, Any]:
    """The type of a message; b"" for a picture that is whole now; None for any other piece."""
    at, frame = came
    if isinstance(frame, str):
        return at, json.loads(frame)["type"]
    if frame[0] != MARK:
        return at, b""
    whole = {Rank.PICTURES: b"", Rank.POINTS: "points"}.get(Rank(frame[1]))
    return at, None if frame[2] & MORE else whole


def gaps(times: list[float]) -> list[float]:
    return [later - sooner for sooner, later in itertools.pairwise(times)]


def test_the_counter_of_steps_moves_every_two_seconds_over_one_kilobyte_a_second(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    came = streamed(monkeypatch, 1_000)
    settled = [(at, what) for at, what in came if at > 15]
    statuses = [at for at, what in settled if what == "status"]
    assert max(gaps(statuses)) < 2
    points = [at for at, what in settled if what == "points"]
    assert len(points) > 0.8 * (SECS - 15)
    pictures = [at for at, what in settled if what == b""]
    assert len(pictures) >= 3, "pictures are fewer, but they come"
    assert "pace" in [what for _, what in came]


@pytest.mark.parametrize("bytes_per_sec", [1_000, 10_000, 100_000])
def test_nothing_is_silent_for_three_seconds(
    monkeypatch: pytest.MonkeyPatch, bytes_per_sec: float
) -> None:
    assert max(gaps([at for at, _ in streamed(monkeypatch, bytes_per_sec)])) < 3


def test_a_fast_line_has_all_its_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    came = streamed(monkeypatch, 10_000_000)
    assert len([at for at, what in came if what == b""]) > 3 * SECS
    assert "pace" not in [what for _, what in came]


def test_a_line_that_nobody_reads_any_more_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "Listener", BusyRun)

    async def main() -> float:
        await tab_over(ThinSocket(0.001)).live()
        return asyncio.get_running_loop().time()

    assert run(main()) < 2 * Limits().stalled_secs
