"""A book of runs with a real store, for as long as a test needs it."""

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
from torchground.runs.book import BookSettings, RunBook
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

    book: RunBook
    store: Store
    workers: Any


@asynccontextmanager
async def living(
    folder: Path, workers: Workers | None = None, url: str | None = None, **settings: Any
) -> AsyncIterator[Living]:
    """A book on the files of a folder; opened again on the same folder it is the same book."""
    store = Store(url or f"sqlite:///{folder / 'torchground.db'}")
    await store.open()
    workers = workers if workers is not None else FakeWorkers()
    book = RunBook(store, workers, BookSettings(FileStore(folder), **settings))
    try:
        await book.start()
        yield Living(book, store, workers)
    finally:
        await book.close()
        await store.close()


async def until(true: Callable[[], object], secs: float = 60) -> None:
    """Wait for something to become true."""
    give_up = time.monotonic() + secs
    while not true():
        assert time.monotonic() < give_up, "waited in vain"
        await asyncio.sleep(0.002)
