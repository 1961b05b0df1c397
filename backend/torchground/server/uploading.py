"""What people upload to this server: a few files at a time, read on threads of their own, within the room there is."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from typing import TypeVar

from starlette.requests import Request

from torchground.files.blobs import NewFile
from torchground.files.store import FileStore
from torchground.runs.places import Holder, Places
from torchground.server import sentences
from torchground.server.bodies import Body
from torchground.server.disk import Disk
from torchground.server.errors import Refuse
from torchground.server.keys import key_of
from torchground.server.receiving import FILE_PACE
from torchground.server.settings import Limits
from torchground.uploads import jail
from torchground.uploads.confined import Confinement
from torchground.uploads.fetching import Fetching
from torchground.words import Sentence

T = TypeVar("T")

SPARE_BYTES = 500_000_000
"""So much of the disk is left for projects and runs."""


class Uploading:
    """Uploads being read, and downloads being fetched."""

    def __init__(self, limits: Limits, files: FileStore, disk: Disk) -> None:
        self._limits = limits
        self._files = files
        self._disk = disk
        self._readers = ThreadPoolExecutor(2, thread_name_prefix="uploads")
        self._places = Places(limits.num_uploads, limits.uploads_each)
        self.fetching = Fetching(files)
        self.confinement: Confinement | None = None
        """What is in force in a process that reads a file; None until it is known."""

    def probe(self, notify: Callable[[Sentence], None]) -> None:
        """Find out, without keeping anybody waiting, how well a reader can be confined here; say what is missing."""
        self._probing = asyncio.ensure_future(self._probe(notify))

    async def _probe(self, notify: Callable[[Sentence], None]) -> None:
        self.confinement = found = await self.read(jail.probe)
        if warning := jail.warning_of(found):
            notify(warning)

    def close(self) -> None:
        self.fetching.close()
        self._readers.shutdown(wait=False, cancel_futures=True)

    @asynccontextmanager
    async def new_file(self, request: Request) -> AsyncIterator[tuple[NewFile, Body]]:
        """A new file of the store, and the body that is to fill it.

        Raises :class:`Refuse` 429 or 413 where there is no room for one more.
        """
        body = Body(request.receive, FILE_PACE)
        with self._place(request, body), ExitStack() as opened:
            await self.check_room()
            new = await self._disk.do(lambda: opened.enter_context(self._files.new()))
            closing = opened.pop_all()
            try:
                yield new, body
            finally:
                await asyncio.shield(self._disk.do(closing.close))

    @asynccontextmanager
    async def room(self, request: Request) -> AsyncIterator[None]:
        """The same for a file that is made here, not sent."""
        with self._place(request, _Making()):
            await self.check_room()
            yield

    async def read(self, work: Callable[[], T]) -> T:
        """What takes seconds: a file that is read, or written from a checkpoint. On one of two threads."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, work)

    async def check_room(self) -> None:
        """Raises :class:`Refuse` 413 where the disk or the limit leaves no room."""
        taken, free = await self._disk.do(self._room)
        if taken > self._limits.stored_bytes or free < SPARE_BYTES:
            raise Refuse(413, sentences.NO_ROOM(taken_mb=taken // 10**6), {"connection": "close"})

    @contextmanager
    def _place(self, request: Request, holder: Holder) -> Iterator[None]:
        if not self._places.take(key_of(request.scope), holder):
            sentence = sentences.TOO_MANY_UPLOADS(count=len(self._places))
            raise Refuse(429, sentence, {"connection": "close", "retry-after": "5"})
        try:
            yield
        finally:
            self._places.leave(holder)

    def _room(self) -> tuple[int, int]:
        """Bytes taken by stored files, and bytes free on their disk."""
        return self._files.total_bytes(), shutil.disk_usage(Path(self._files.data_dir)).free


class _Making:
    """A file that is made here (``places.Holder``): it waits for nobody, so it stays."""

    def worth(self) -> None:
        """It must stay."""

    def give_way(self) -> None:
        """Never asked."""
