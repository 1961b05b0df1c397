"""Runs and points to store in tests."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from torchground.storage.checking import Damage
from torchground.storage.records import SavedPoint
from torchground.storage.store import Store, now
from torchground.storage.upkeep import Upkeep
from torchground.telemetry.messages import RunInfo


def a_run(**changes: object) -> RunInfo:
    """A new run; ``changes`` replace its fields."""
    fields: dict[str, object] = {
        "id": uuid.uuid4().hex,
        "title": "A run",
        "state": "queued",
        "epochs": 3,
        "steps_per_epoch": 2,
        "num_params": 10,
        "settings": {"l1": 0.0},
        "created": now(),
    }
    return RunInfo.model_validate(fields | changes)


def a_point(seq: int, kind: str = "epoch") -> SavedPoint:
    """A point of that seq."""
    return SavedPoint(seq, kind, f'{{"seq":{seq},"kind":"{kind}","epoch":0,"step":0}}')


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Store]:
    """A store that is closed at the end."""
    store = Store(url)
    await store.open()
    try:
        yield store
    finally:
        await store.close()


async def checked(store: Store) -> Damage:
    """What the look through the whole file of a store finds."""
    assert store.path is not None
    upkeep = Upkeep(store.path)
    try:
        return await upkeep.check()
    finally:
        await upkeep.close()
