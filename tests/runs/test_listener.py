"""A socket that shows many long runs gets them in turns, in frames of a bounded size."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from pathlib import Path

from tests.runs.living import PROJECT, living
from torchground.runs.listener import ROUND_BYTES, Listener
from torchground.runs.ring import FRAME_BYTES

POINT = 5_000
"""Bytes of one point, as large networks have them."""


def test_many_long_runs_come_in_turns_and_no_round_is_larger_than_its_bound(tmp_path: Path) -> None:
    async def check() -> None:
        async with living(tmp_path) as here:
            listener, num_points = Listener(here.registry), 200
            runs = [
                (await here.registry.create(PROJECT, draft=False, paused=True)).info.id
                for _ in range(10)
            ]
            for run in runs:
                ring = here.registry.find(run).ring
                for seq in range(1, num_points + 1):
                    ring.add(seq, json.dumps({"seq": seq, "norms": "x" * POINT}))
                listener.subscribe(run, 0)
            got: Counter[str] = Counter()
            rounds = 0
            while sum(got.values()) < num_points * len(runs):
                frames = await asyncio.wait_for(listener.next(), 10)
                assert sum(map(len, frames)) < ROUND_BYTES + FRAME_BYTES + 2 * POINT + 10_000
                for frame in frames:
                    message = json.loads(frame)
                    if message["type"] == "points":
                        got[message["run"]] += len(message["points"])
                rounds += 1
                assert max(got.values()) - min(got[run] for run in runs) <= num_points // 2
            assert set(got.values()) == {num_points}
            assert rounds > 10
            listener.close()

    asyncio.run(check())
