"""Previews of data sets: made on a thread of their own, so no route waits behind a large set; the newest are kept."""

from __future__ import annotations

import asyncio
import threading
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor

from pydantic_core import to_json

from torchground.catalogue.bases.dataset import Dataset
from torchground.catalogue.bases.preview import preview
from torchground.server import sentences
from torchground.words import SentenceError

_KEPT = 32


class TooMany(SentenceError):
    """So many previews wait already."""


class Previews:
    """Makes previews one after another and keeps the newest, encoded."""

    def __init__(self, max_waiting: int) -> None:
        self._max_waiting = max_waiting
        self._threads = ThreadPoolExecutor(1, thread_name_prefix="previews")
        self._warming: threading.Timer | None = None
        self._waiting = 0
        self._kept: OrderedDict[str, bytes] = OrderedDict()

    def warm(self, after_secs: float) -> None:
        """Load what bundled data sets need, a while after the start, so that the first preview is quick."""
        self._warming = threading.Timer(after_secs, _import_sklearn)
        self._warming.daemon = True
        self._warming.start()

    def close(self) -> None:
        if self._warming is not None:
            self._warming.cancel()
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def get(self, dataset: Dataset, val_fraction: float = 0.0) -> bytes:
        """The preview as JSON. Raises :class:`TooMany`, and ``DataError`` where the data are not here (any more)."""
        key = f"{val_fraction} {dataset.model_dump_json()}"
        kept = self._kept.get(key)
        if kept is not None:
            self._kept.move_to_end(key)
            await asyncio.to_thread(_require, dataset)
            return kept
        if self._waiting >= self._max_waiting:
            raise TooMany(sentences.TOO_MANY_PREVIEWS(count=self._waiting))
        self._waiting += 1
        try:
            body = await asyncio.get_running_loop().run_in_executor(
                self._threads, _encoded, dataset, val_fraction
            )
        finally:
            self._waiting -= 1
        self._kept[key] = body
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return body


def _encoded(dataset: Dataset, val_fraction: float) -> bytes:
    return to_json(preview(dataset, val_fraction))


def _require(dataset: Dataset) -> None:
    """Raises ``DataError`` or ``MissingFile`` if a file of the data was deleted since its preview was made."""
    dataset.require()
    dataset.info()


def _import_sklearn() -> None:
    import sklearn.datasets  # noqa: F401
