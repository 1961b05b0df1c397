"""Power cut while projects are saved"""

from __future__ import annotations

import asyncio
import random

from tests.faults.databases import Tell, cut_while, newest
from tests.faults.figures import Figures
from tests.faults.power_cuts import Left
from torchground.storage.store import Store

SHORT, FULL = 25, 1000
PEOPLE, SAVES = 4, 12


def run(count: int, seed: int) -> Figures:
    """What is lost by it."""
    return cut_while(count, seed, save, ask)


async def save(store: Store, tell: Tell, chance: random.Random) -> None:
    """Some people save over their projects, again and again."""

    async def person() -> None:
        project = await store.add_project(version(0, chance), title="A project")
        tell((project.id, 0))
        for number in range(1, SAVES):
            await store.save_project(version(number, chance), title="x", project_id=project.id)
            tell((project.id, number))

    await asyncio.gather(*(person() for _ in range(PEOPLE)))


def version(number: int, chance: random.Random) -> dict[str, object]:
    """A project file whose every part says which save it is of."""
    return {"number": number, "parts": [number] * chance.randint(1, 8000)}


async def ask(store: Store, told: list[object]) -> Left:
    """Each project is as it was last said to be saved, or as it was saved after that."""
    lost = corrupt = 0
    for project_id, number in newest(told).items():
        saved = await store.project(project_id)
        if saved is None or saved.file["number"] < number:
            lost += 1
        elif set(saved.file["parts"]) != {saved.file["number"]}:
            corrupt += 1
    return Left(lost, corrupt)
