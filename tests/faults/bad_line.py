"""A bad network between tabs and a server: a proxy whose lines break, halt and swallow what goes over them."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator

WAYS = ("break", "halt", "swallow", "slow")
HALT_SECS = (0.05, 2.0)
SWALLOW_SECS = 7.0
"""A line that swallows everything is not closed: only its silence tells."""


class BadLine:
    """Carries bytes both ways; :meth:`fault` does something to one of its lines."""

    def __init__(self, host: str, port: int, chance: random.Random) -> None:
        self._to, self._chance = (host, port), chance
        self._lines: set[Line] = set()
        self.faults = 0

    async def fault(self) -> None:
        """Do something bad to a line that is open, if there is one."""
        if not self._lines:
            return
        line = self._chance.choice(sorted(self._lines, key=id))
        self.faults += 1
        way = self._chance.choice(WAYS)
        if way == "break":
            line.close()
        else:
            secs = SWALLOW_SECS if way == "swallow" else self._chance.uniform(*HALT_SECS)
            line.trouble(way, secs)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One line, to its end."""
        try:
            there = await asyncio.open_connection(*self._to)
        except OSError:
            writer.close()
            return
        line = Line((reader, writer), there)
        self._lines.add(line)
        try:
            await line.carry()
        finally:
            self._lines.discard(line)
            line.close()


End = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Line:
    """One connection of a tab, and that to the server."""

    def __init__(self, here: End, there: End) -> None:
        self._here, self._there = here, there
        self._way, self._until = "", 0.0

    def trouble(self, way: str, secs: float) -> None:
        """For so long it is bad."""
        self._way, self._until = way, asyncio.get_running_loop().time() + secs

    async def carry(self) -> None:
        """Both ways, until one side is closed."""
        ways = ((self._here[0], self._there[1]), (self._there[0], self._here[1]))
        tasks = [asyncio.ensure_future(self._one_way(*way)) for way in ways]
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _one_way(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        swallowing = False
        with contextlib.suppress(OSError):
            while data := await reader.read(2048):
                left = self._until - asyncio.get_running_loop().time()
                if left > 0 and self._way == "swallow":
                    swallowing = True
                elif left > 0:
                    await asyncio.sleep(left if self._way == "halt" else 0.05)
                if not swallowing:  # what was swallowed once leaves a hole: nothing can follow
                    writer.write(data)
                    await writer.drain()

    def close(self) -> None:
        """Both ends, at once."""
        for _, writer in (self._here, self._there):
            writer.transport.abort()


@contextlib.asynccontextmanager
async def bad_line(
    host: str, port: int, chance: random.Random
) -> AsyncIterator[tuple[BadLine, str]]:
    """The proxy, and the address that tabs come to."""
    line = BadLine(host, port, chance)
    server = await asyncio.start_server(line.serve, "127.0.0.1", 0)
    try:
        yield line, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for one in list(line._lines):
            one.close()
