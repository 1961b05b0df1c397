"""A registry of runs with a real store, for as long as a test needs it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.runs.fake_workers import FakeWorkers
from torchground.files.store import FileStore
from torchground.runs.registry import RegistrySettings, RunRegistry
from torchground.storage.store import Store
from torchground.workers.base import Workers

PROJECT: dict[str, Any] = {
    "torchground": 1,
    "title": "A circle",
    "network": {
        "nodes": [
            {"id": "x", "layer": {"type": "input"}},
            {"id": "h1", "layer": {"type": "linear", "out_features": 4}},
            {"id": "a1", "layer": {"type": "tanh"}},
            {"id": "y", "layer": {"type": "output"}},
        ],
        "edges": [
            {"source": "x", "target": "h1"},
            {"source": "h1", "target": "a1"},
            {"source": "a1", "target": "y"},
        ],
    },
    "data": {"type": "circle", "num_samples": 200, "seed": 3},
    "training": {"optimizer": {"type": "adam", "lr": 0.01}, "batch_size": 10, "epochs": 40},
}


@dataclass
class Living:
    """What a test works with."""

    registry: RunRegistry
    store: Store
    workers: Any


@asynccontextmanager
async def living(
    folder: Path, workers: Workers | None = None, url: str | None = None, **settings: Any
) -> AsyncIterator[Living]:
    """A registry on the files of a folder; opened again on the same folder it has the same runs."""
    store = Store(url or f"sqlite:///{folder / 'torchground.db'}")
    await store.open()
    workers = workers if workers is not None else FakeWorkers()
    registry = RunRegistry(store, workers, RegistrySettings(FileStore(folder), **settings))
    try:
        await registry.start()
        yield Living(registry, store, workers)
    finally:
        await registry.close()
        await store.close()


async def until(true: Callable[[], object], secs: float = 60) -> None:
    """Wait for something to become true."""
    give_up = time.monotonic() + secs
    while not true():
        assert time.monotonic() < give_up, "waited in vain"
        await asyncio.sleep(0.002)
