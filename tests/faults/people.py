"""People who work while something goes wrong: each saves a project again and again and notes how long it took."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx

from tests.faults.figures import Figure

ANSWER_SECS = 1.0
"""Whatever a person does is answered within this time."""
PAUSE_SECS = 0.15
GIVE_UP_SECS = 60.0


@dataclass
class Person:
    """One of them, and what came of what they did."""

    project_id: str = ""
    number: int = 0
    """Of the newest save that was said to be done."""
    secs: list[float] = field(default_factory=list)
    delayed: int = 0
    """Taken, with the reason why it waits to be saved."""
    refused: int = 0
    num_5xx: int = 0
    """Errors of the server's own; a refusal with a sentence (503, 507) is none."""
    unanswered: int = 0

    async def act(self, client: httpx.AsyncClient) -> None:
        """Save once."""
        body, begun = {"torchground": 1, "number": self.number + 1}, time.monotonic()
        try:
            if self.project_id:
                answer = await client.put(f"/api/projects/{self.project_id}", json=body)
            else:
                answer = await client.post("/api/projects", json=body)
        except httpx.HTTPError:
            self.unanswered += 1
            return
        finally:
            self.secs.append(time.monotonic() - begun)
        self._take(answer)

    def _take(self, answer: httpx.Response) -> None:
        if answer.status_code in (200, 201):
            self.project_id, self.number = answer.json()["id"], self.number + 1
        elif answer.status_code == 202:
            self.delayed += 1
        elif answer.status_code < 500 or answer.json().get("code"):
            self.refused += 1
        else:
            self.num_5xx += 1


@dataclass
class People:
    """All of them."""

    persons: list[Person]

    def forget(self) -> list[float]:
        """Begin to count anew; how long everything took until now."""
        secs = [one for person in self.persons for one in person.secs]
        for person in self.persons:
            person.secs.clear()
        return secs

    def figures(self, undisturbed: list[float]) -> tuple[Figure, ...]:
        """How they were answered, beside how they were before anything went wrong."""
        limit = ANSWER_SECS + max(undisturbed, default=0)
        secs = [one for person in self.persons for one in person.secs]
        late = f"saves not answered in {ANSWER_SECS:.0f} s (and what the slowest took undisturbed)"
        return (
            Figure(late, sum(one > limit for one in secs)),
            Figure("saves without an answer", sum(person.unanswered for person in self.persons)),
            Figure("answers that were 5xx", sum(person.num_5xx for person in self.persons)),
            Figure(
                "saves that were taken and waited",
                sum(person.delayed for person in self.persons),
                None,
            ),
            Figure(
                "saves that were refused with a reason",
                sum(person.refused for person in self.persons),
                None,
            ),
            Figure("saves answered, slowest", max(secs, default=0), None, " s"),
            Figure("saves answered, median", statistics.median(secs or [0]), None, " s"),
        )

    async def lost(self, address: str) -> int:
        """How many saves that were said to be done are not there."""
        async with _client(address) as client:
            lost = 0
            for person in self.persons:
                if person.project_id:
                    answer = await client.get(f"/api/projects/{person.project_id}")
                    file = answer.json().get("project", {}) if answer.status_code == 200 else {}
                    lost += file.get("number", 0) < person.number
            return lost


@asynccontextmanager
async def working(
    address: str, count: int, local_address: str | None = None
) -> AsyncIterator[People]:
    """So many people at work during the block; on Linux they may come from another address of this machine."""
    people = People([Person() for _ in range(count)])

    async def work(person: Person) -> None:
        async with _client(address, local_address) as client:
            while True:
                await person.act(client)
                await asyncio.sleep(PAUSE_SECS)

    tasks = [asyncio.create_task(work(person)) for person in people.persons]
    try:
        yield people
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _client(address: str, local_address: str | None = None) -> httpx.AsyncClient:
    transport = httpx.AsyncHTTPTransport(local_address=local_address)
    return httpx.AsyncClient(base_url=address, transport=transport, timeout=GIVE_UP_SECS)


async def back_to_normal(people: People, secs: float = 60) -> float:
    """How long it took until everybody has saved once more."""
    begun, before = time.monotonic(), [person.number for person in people.persons]
    while any(p.number <= b for p, b in zip(people.persons, before, strict=True)):
        if time.monotonic() - begun > secs:
            return secs
        await asyncio.sleep(0.02)
    return time.monotonic() - begun
