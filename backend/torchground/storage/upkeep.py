"""What is done for a SQLite file beside the server's work, on a thread of its own: looking through it, and back-ups."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from torchground.storage import sentences
from torchground.storage.backups import Backup, Backups
from torchground.storage.checking import Check, Damage, Stopping
from torchground.storage.engines import database_url, reading_engine
from torchground.storage.failures import why
from torchground.storage.records import StoreProblem
from torchground.words import Sentence

T = TypeVar("T")


class Upkeep:
    """Of one file. What takes long ends when it is closed."""

    def __init__(self, path: Path) -> None:
        self.backups = Backups(path)
        self._path = path
        self._engine = reading_engine(database_url(f"sqlite:///{path}"), 1)
        self._check = Check(path, self._engine)
        self._copying = Stopping()
        self._threads = ThreadPoolExecutor(1, thread_name_prefix="upkeep")

    async def check(self) -> Damage:
        """Look through the whole file for damage."""
        return await self._in_thread(self._check.run)

    async def back_up(self) -> Backup | None:
        """Make a back-up; None where there is nothing to keep yet. Raises :class:`StoreProblem`."""
        try:
            return await self._in_thread(lambda: self.backups.make(self._copying.add))
        except (sqlite3.Error, OSError, UnicodeDecodeError) as error:
            raise StoreProblem(sentences.BACKUP_FAILED(why=why(error))) from error

    async def age_secs(self) -> float:
        """How old the newest back-up is."""
        return await self._in_thread(self.backups.age_secs)

    async def offer(self) -> Sentence:
        """Which back-up can be put in the place of the file."""
        return await self._in_thread(lambda: offer(self.backups))

    async def close(self) -> None:
        """End what is going on."""
        self._check.stop()
        self._copying.stop()
        await asyncio.to_thread(self._threads.shutdown)
        await asyncio.to_thread(self._engine.dispose)

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)


def offer(backups: Backups) -> Sentence:
    """Which back-up can be put in the place of the database, and how."""
    newest = backups.all()[:1]
    if not newest:
        return sentences.NO_BACKUP_YET(folder=str(backups.folder))
    return sentences.BACKUP_OFFERED(time=newest[0].time, folder=str(backups.damaged))
