"""A line of polls loses nothing and gives nothing twice, whatever the network does to requests and answers."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.server.lines.virtual_time import run
from torchground.server.lines.base import RESTARTING, LineClosed
from torchground.server.lines.polling import PollLine
from torchground.server.lines.window import START
from torchground.telemetry.polls import MAX_MESSAGES, Poll, PollAnswer

IDLE_SECS = 30.0
FATES = st.sampled_from(["well", "well", "request lost", "answer lost", "sent twice", "overtaken"])
"""What the network does to one poll."""


class Client:
    """A tab that polls over a network that loses and repeats."""

    def __init__(self, line: PollLine, messages: list[str], wait_secs: float) -> None:
        self.frames: list[str | bytes] = []
        self.closed: int | None = None
        self._line = line
        self._wait_secs = wait_secs
        self._after = 0
        self._taken = 0
        self._messages = messages

    async def poll(self, fate: str = "well") -> None:
        ask = Poll(
            after=self._after,
            first=self._taken + 1,
            messages=self._messages[self._taken :][:MAX_MESSAGES],
            wait_secs=self._wait_secs,
        )
        if fate == "request lost":
            return
        if fate == "overtaken":
            old, new = await asyncio.gather(self._line.poll(ask), self._line.poll(ask))
            self._take(new)
            self._take(old)
            return
        if fate == "sent twice":
            await self._line.poll(ask)
        answer = await self._line.poll(ask)
        if fate != "answer lost":
            self._take(answer)

    def _take(self, answer: PollAnswer | None) -> None:
        assert answer is not None
        self.closed = answer.closed
        self._taken = max(self._taken, answer.taken)
        if answer.number > self._after:
            self.frames += answer.frames
            self._after = answer.number


async def asked(line: PollLine, **ask: object) -> PollAnswer:
    """The answer to a poll that fits."""
    answer = await line.poll(Poll.model_validate(ask))
    assert answer is not None
    return answer


async def receive_all(line: PollLine, into: list[str | None]) -> None:
    try:
        while True:
            into.append(await line.receive())
    except LineClosed:
        pass


@given(
    st.lists(FATES, max_size=12),
    st.lists(st.text(max_size=3) | st.binary(max_size=3), max_size=12),
    st.lists(st.text(max_size=3), max_size=100),
    st.sampled_from([0.0, 2.0]),
)
def test_everything_arrives_once_and_in_order(
    fates: list[str], frames: list[str | bytes], messages: list[str], wait_secs: float
) -> None:
    async def main() -> tuple[list[str | bytes], list[str | None]]:
        line, heard = PollLine("s" * 20, IDLE_SECS), list[str | None]()
        client = Client(line, messages, wait_secs)

        async def send() -> None:
            for frame in frames:
                await line.send(frame)

        tasks = [asyncio.ensure_future(send()), asyncio.ensure_future(receive_all(line, heard))]
        for fate in fates:
            await client.poll(fate)
        while len(client.frames) < len(frames) or len(heard) < len(messages):
            await client.poll()
        await line.close(RESTARTING)
        await asyncio.gather(*tasks)
        return client.frames, heard

    assert run(main()) == (frames, messages)


def test_frames_wait_until_the_tab_asks_and_a_batch_has_an_end() -> None:
    async def main() -> None:
        line = PollLine("s" * 20, IDLE_SECS)
        sent = list[int]()

        async def send() -> None:
            for number in range(10):
                await line.send(b"x" * (START // 2))
                sent.append(number)

        task = asyncio.ensure_future(send())
        await asyncio.sleep(1)
        assert sent == []
        answer = await asked(line, wait_secs=2)
        assert len(answer.frames) == 2
        await asyncio.sleep(1)
        assert len(sent) == 2
        await line.close(RESTARTING)
        with pytest.raises(LineClosed):
            await task

    run(main())


def test_messages_wait_in_the_tab_while_the_line_holds_as_many_as_it_may() -> None:
    async def main() -> None:
        line = PollLine("s" * 20, IDLE_SECS)
        many = [str(number) for number in range(MAX_MESSAGES)]
        first = await asked(line, messages=many)
        second = await asked(line, first=MAX_MESSAGES + 1, messages=many)
        assert first.taken == MAX_MESSAGES
        assert second.taken == MAX_MESSAGES
        assert await line.receive() == "0"
        third = await asked(line, first=MAX_MESSAGES + 1, messages=many)
        assert third.taken == MAX_MESSAGES + 1

    run(main())


def test_a_poll_waits_as_long_as_it_said_and_not_longer_than_for_the_first_frame() -> None:
    async def main() -> None:
        line, clock = PollLine("s" * 20, IDLE_SECS), asyncio.get_running_loop().time
        before = clock()
        answer = await asked(line, wait_secs=2)
        assert answer.frames == []
        assert clock() - before == pytest.approx(2)
        task = asyncio.ensure_future(asked(line, wait_secs=10))
        await asyncio.sleep(0.5)
        await line.send("news")
        answer = await task
        assert answer.frames == ["news"]
        assert clock() - before < 3

    run(main())


def test_a_line_nobody_asks_for_ends_and_one_that_is_asked_for_stays() -> None:
    async def main() -> None:
        line = PollLine("s" * 20, IDLE_SECS)
        for _ in range(4):
            await asyncio.sleep(IDLE_SECS / 2)
            await asked(line)
        assert not line.is_closed
        await asyncio.sleep(IDLE_SECS + 1)
        assert line.is_closed
        with pytest.raises(LineClosed):
            await line.receive()

    run(main())


@pytest.mark.parametrize("why", ["the tab", "the server"])
def test_whoever_closes_it_ends_both_ways(why: str) -> None:
    async def main() -> None:
        line = PollLine("s" * 20, IDLE_SECS)
        waiting = asyncio.ensure_future(asked(line, wait_secs=10))
        receiving = asyncio.ensure_future(line.receive())
        await asyncio.sleep(0.1)
        if why == "the tab":
            await asked(line, close=True)
        else:
            await line.close(RESTARTING)
        answer = await waiting
        assert answer.closed == RESTARTING
        with pytest.raises(LineClosed):
            await receiving
        with pytest.raises(LineClosed):
            await line.send("too late")

    run(main())


@pytest.mark.parametrize("ask", [Poll(after=1), Poll(after=7), Poll(first=2, messages=["x"])])
def test_numbers_of_another_line_are_refused(ask: Poll) -> None:
    async def main() -> PollAnswer | None:
        return await PollLine("s" * 20, IDLE_SECS).poll(ask)

    assert run(main()) is None
