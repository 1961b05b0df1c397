"""People who work while one address floods the server: what they notice of it."""

from __future__ import annotations

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager

from tests.faults.card import ROOT
from tests.faults.figures import Figure, Figures
from tests.faults.people import working

PEOPLE = 30
SECS = 4.0
"""So long the people are watched before the flood, and during it."""
SHORT_SECS = 1.0
ELSEWHERE = "127.0.0.2"
"""The address of the people; the flood comes from 127.0.0.1."""

Flood = Callable[[str, int, int], AbstractAsyncContextManager[list[int]]]
"""Host, port, how much; gives a list into which it puts what the server did that it should not."""


def flooded(count: int, flood: Flood, secs: float = SECS) -> Figures:
    """What thirty people notice of a flood of this size."""
    if sys.platform != "linux":
        return Figures(0, left_out="other systems have one address of their own")
    with tempfile.TemporaryDirectory() as folder, bare_server(folder) as (host, port):
        return asyncio.run(_flooded(host, port, count, flood, secs))


@contextmanager
def bare_server(
    folder: str, *limits: str, database_url: str | None = None
) -> Iterator[tuple[str, int]]:
    """Host and port of a server without workers, in a process of its own."""
    command = [sys.executable, "-m", "tests.faults.bare_server", folder, *limits]
    environment = os.environ | ({"TORCHGROUND_DATABASE_URL": database_url} if database_url else {})
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout is not None
        host, _, port = process.stdout.readline().split("http://")[1].split()[0].partition(":")
        yield host, int(port)
    finally:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


async def _flooded(host: str, port: int, count: int, flood: Flood, secs: float) -> Figures:
    async with working(f"http://{host}:{port}", PEOPLE, ELSEWHERE) as people:
        await asyncio.sleep(1)
        people.forget()
        await asyncio.sleep(secs)
        before = people.forget()
        async with flood(host, port, count) as wrong:
            people.forget()
            await asyncio.sleep(secs)
            during = people.forget()
        persons = people.persons
    refused = sum(person.refused + person.unanswered + person.num_5xx for person in persons)
    return Figures(
        count,
        (
            Figure("saves of others refused or without an answer", refused),
            Figure("answers to the flood that were errors of the server", len(wrong)),
            Figure("p99 of their saves before", p99(before), None, " s"),
            Figure("p99 of their saves meanwhile", p99(during), None, " s"),
            Figure("saves a second, of before", len(during) / max(1, len(before)), None),
        ),
    )


def p99(secs: list[float]) -> float:
    """All but one in a hundred were as fast."""
    return statistics.quantiles(secs, n=100)[98] if len(secs) > 1 else 0.0
