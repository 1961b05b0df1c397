"""Somebody who draws a great deal keeps nobody else from drawing."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from tests.runs.fake_workers import FakeWorkers
from tests.runs.living import PROJECT, Living, living, until
from torchground.runs.drafts import SHOWN_EACH
from torchground.runs.errors import Refused
from torchground.runs.listener import Listener
from torchground.telemetry.messages import Play


def with_registry(
    folder: Path, check: Callable[[Living], Awaitable[None]], workers: Any = None, **settings: Any
) -> None:
    async def run() -> None:
        async with living(folder, workers, **settings) as here:
            await check(here)

    asyncio.run(run())


async def drawn(here: Living, key: str, by: Listener | None = None) -> str:
    """A draft of somebody, shown by a socket."""
    made = await here.registry.create(PROJECT, draft=True, paused=True, key=key)
    if by is not None:
        by.subscribe(made.info.id, 0)
    return made.info.id


def ids(here: Living) -> set[str]:
    return set(here.registry._handles)


async def told_gone(socket: Listener) -> list[str]:
    """The runs of which a socket hears that they are there no more."""
    frames = [json.loads(frame) for frame in await socket.next()]
    return [run for frame in frames for run in frame.get("gone", ())]


def test_drafts_that_two_sockets_hoard_stop_nobody_from_drawing(tmp_path: Path) -> None:
    async def check(here: Living) -> None:
        rude = [Listener(here.registry) for _ in range(2)]
        own = Listener(here.registry)
        mine = await drawn(here, "me", own)
        hoard = [await drawn(here, "rude", rude[number % 2]) for number in range(29)]
        later = [await drawn(here, "me", own) for _ in range(3)]
        await until(lambda: len(ids(here)) == 30)
        assert {mine, *later} <= ids(here)
        assert len(set(hoard) & ids(here)) == 26
        gone = set(hoard) - ids(here)
        assert {run for socket in rude for run in await told_gone(socket)} == gone
        for socket in (*rude, own):
            socket.close()

    with_registry(tmp_path, check, max_drafts=30, drafts_each=30)


def test_within_one_address_the_hoard_gives_way_and_single_drafts_stay(tmp_path: Path) -> None:
    async def check(here: Living) -> None:
        rude = Listener(here.registry)
        pupils = [Listener(here.registry) for _ in range(12)]
        single = [await drawn(here, "school", pupil) for pupil in pupils[:4]]
        for _ in range(16):
            await drawn(here, "school", rude)
        single += [await drawn(here, "school", pupil) for pupil in pupils[4:]]
        await until(lambda: len(ids(here)) == 20)
        assert set(single) <= ids(here)
        assert rude.num_drafts == SHOWN_EACH
        with pytest.raises(Refused, match="Too many networks"):
            await drawn(here, "school", Listener(here.registry))

    with_registry(tmp_path, check, max_drafts=40, drafts_each=20)


def test_what_nobody_looks_at_goes_first_and_the_longest_left_of_it(tmp_path: Path) -> None:
    async def check(here: Living) -> None:
        socket = Listener(here.registry)
        left = [await drawn(here, "me") for _ in range(3)]
        seen = await drawn(here, "me", socket)
        newest = await drawn(here, "me")
        await until(lambda: len(ids(here)) == 4)
        assert ids(here) == {*left[1:], seen, newest}
        socket.close()

    with_registry(tmp_path, check, max_drafts=4, drafts_each=4)


def test_a_draft_that_is_played_or_not_made_leaves_its_place(tmp_path: Path) -> None:
    async def check(here: Living) -> None:
        socket = Listener(here.registry)
        played = await drawn(here, "me", socket)
        await here.registry.command(played, Play())
        await until(lambda: not here.registry.get(played).draft)
        with pytest.raises(Refused):
            await here.registry.create({}, draft=True, paused=True, key="me")
        await drawn(here, "me", socket)
        with pytest.raises(Refused, match="Too many networks"):
            await drawn(here, "me", socket)
        socket.close()

    with_registry(tmp_path, check, max_drafts=1, drafts_each=1)


def test_those_who_wait_for_a_worker_take_turns(tmp_path: Path) -> None:
    async def check(here: Living) -> None:
        here.workers.num_ready = 0
        many = [await drawn(here, "rude") for _ in range(6)]
        one = await drawn(here, "me")
        order: list[str] = []
        start = here.workers.start

        def noted(run_id: str, *more: Any, **named: Any) -> Any:
            order.append(run_id)
            return start(run_id, *more, **named)

        here.workers.start = noted
        here.workers.num_ready = 1
        here.registry._placement.try_again()
        await until(lambda: len(order) == 7)
        assert order.index(one) <= 1
        assert [run for run in order if run in many] == many

    with_registry(tmp_path, check, FakeWorkers())
