"""A proxy between a client and the server that does what bad networks do: a school's filter, a scanner, a thin line.

It understands as much of HTTP/1.1 as it needs: where a request and its answer begin and end, and upgrades. Its
settings may be changed while it runs.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

BLOCKED = b"<html><title>Blocked</title>This connection was blocked by your administrator.</html>"
_PIECE_BYTES = 4_096
_TICK_SECS = 0.05
"""A thin line gives its bytes in drops of so long."""

_ENDS = (asyncio.IncompleteReadError, asyncio.TimeoutError, asyncio.CancelledError)
"""How a connection ends besides: early, cut by the proxy, or with it."""

Reader = asyncio.StreamReader
Writer = asyncio.StreamWriter


@dataclass
class Hostility:
    """What the network does; nothing, to begin with."""

    refuses_upgrades: bool = False
    """Answers a websocket's handshake with a page that says it is blocked."""
    holds_sockets_back: bool = False
    """Lets a websocket open and then gives nothing of what the server says on."""
    buffers_answers: bool = False
    """Gives an answer on only when it is whole."""
    cuts_after_secs: float | None = None
    """Closes a request or a websocket that has taken so long."""
    cuts_path: str = ""
    """Only requests whose address has this in it are cut."""
    bytes_per_sec: float | None = None
    """Of all connections together, each way."""
    is_down: bool = False
    """Closes all connections and takes none."""


class HostileProxy:
    """Listens on a port of its own; ``hostility`` may be changed at any time."""

    def __init__(self, upstream_port: int, hostility: Hostility) -> None:
        self.hostility = hostility
        self.port = 0
        self.refused = 0
        """Websockets that were refused."""
        self.upgrades = 0
        """Websockets that were let through."""
        self.requests = 0
        self._upstream_port = upstream_port
        self._server: asyncio.Server | None = None
        self._connections: set[asyncio.Task[None]] = set()
        self._down, self._up = _Meter(hostility), _Meter(hostility)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0, limit=2**17)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        if self._server is not None:
            # What is being accepted just now must begin before the server closes, or asyncio leaves its socket open.
            for listening in self._server.sockets:
                asyncio.get_running_loop().remove_reader(listening.fileno())
            await asyncio.sleep(0)
            self._server.close()
        # A connection that has only just come is left to begin, and ends then: cancelled before its first step, it
        # would leave its socket open.
        while left := asyncio.all_tasks() - {asyncio.current_task()}:
            for task in list(self._connections):
                task.cancel()
            await asyncio.wait(left, timeout=_TICK_SECS)

    async def _connected(self, reader: Reader, writer: Writer) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        watching = asyncio.ensure_future(self._until_down(writer))
        try:
            if not self.hostility.is_down:
                with suppress(OSError, *_ENDS):
                    await self._serve(reader, writer)
        finally:
            watching.cancel()
            self._connections.discard(task)
            await _abort(writer)

    async def _until_down(self, writer: Writer) -> None:
        while not self.hostility.is_down:
            await asyncio.sleep(_TICK_SECS)
        writer.transport.abort()

    async def _serve(self, reader: Reader, writer: Writer) -> None:
        """All requests of one connection, one after another, each over a connection of its own to the server."""
        while head := await _head_of(reader):
            self.requests += 1
            is_upgrade = b"upgrade: websocket" in head.lower()
            if is_upgrade and self.hostility.refuses_upgrades:
                self.refused += 1
                await _refuse(writer)
                return
            self.upgrades += is_upgrade
            served = self._tunnel if is_upgrade else self._exchange
            is_cut = self.hostility.cuts_path.encode() in head.split(b"\r\n")[0]
            limit = self.hostility.cuts_after_secs if is_cut else None
            await asyncio.wait_for(self._upstream(served, head, reader, writer), limit)
            if is_upgrade:
                return

    async def _upstream(
        self,
        served: Callable[[bytes, Reader, Writer, Reader, Writer], Awaitable[None]],
        head: bytes,
        reader: Reader,
        writer: Writer,
    ) -> None:
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._upstream_port)
        try:
            await served(head, reader, writer, far_reader, far_writer)
        finally:
            await _abort(far_writer)

    async def _exchange(
        self, head: bytes, reader: Reader, writer: Writer, far: Reader, far_writer: Writer
    ) -> None:
        """One request and its answer."""
        await self._up.give(far_writer, _closing(head))
        left = _length_of(head)
        while left:
            piece = await reader.readexactly(min(left, _PIECE_BYTES))
            left -= len(piece)
            await self._up.give(far_writer, piece)
        answer = await _head_of(far)
        held = bytearray(answer)
        if not self.hostility.buffers_answers:
            await self._down.give(writer, answer)
            held.clear()
        async for piece in _pieces(far, _length_of(answer), b"chunked" in answer.lower()):
            if self.hostility.buffers_answers:
                held += piece
            else:
                await self._down.give(writer, piece)
        await self._down.give(writer, bytes(held))

    async def _tunnel(
        self, head: bytes, reader: Reader, writer: Writer, far: Reader, far_writer: Writer
    ) -> None:
        """A websocket, until either side ends it."""
        await self._up.give(far_writer, head)
        await self._down.give(writer, await _head_of(far))

        async def up() -> None:
            while piece := await reader.read(_PIECE_BYTES):
                await self._up.give(far_writer, piece)

        async def down() -> None:
            while piece := await far.read(_PIECE_BYTES):
                if not self.hostility.holds_sockets_back:
                    await self._down.give(writer, piece)

        ways = [asyncio.ensure_future(up()), asyncio.ensure_future(down())]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)


class _Meter:
    """Gives bytes on, as many a second as the line has; all connections share it, a drop each in turn."""

    def __init__(self, hostility: Hostility) -> None:
        self._hostility = hostility
        self._turn = asyncio.Lock()

    async def give(self, writer: Writer, data: bytes) -> None:
        while data:
            rate = self._hostility.bytes_per_sec
            drop = len(data) if rate is None else max(1, round(rate * _TICK_SECS))
            if rate is None:
                writer.write(data)
            else:
                async with self._turn:
                    writer.write(data[:drop])
                    await asyncio.sleep(_TICK_SECS)
            data = data[drop:]
            await writer.drain()


async def _head_of(reader: Reader) -> bytes:
    """A request's or an answer's head; empty where the connection has ended."""
    try:
        return await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return b""


def _length_of(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.split(b":")[1])
    return 0


def _closing(head: bytes) -> bytes:
    """The head of a request that asks the server to close after it."""
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
    return b"\r\n".join([*lines[:-2], b"connection: close", b"", b""])


async def _pieces(reader: Reader, length: int, is_chunked: bool) -> AsyncIterator[bytes]:
    """The body of an answer as it lies on the wire."""
    if not is_chunked:
        while length:
            piece = await reader.readexactly(min(length, _PIECE_BYTES))
            length -= len(piece)
            yield piece
        return
    while True:
        line = await reader.readuntil(b"\r\n")
        size = int(line.split(b";")[0], 16)
        yield line + await reader.readexactly(size + 2)
        if size == 0:
            return


async def _abort(writer: Writer) -> None:
    """Close a connection at once, and wait until its transport is closed."""
    writer.transport.abort()
    with suppress(OSError):
        await writer.wait_closed()


async def _refuse(writer: Writer) -> None:
    size = str(len(BLOCKED)).encode()
    head = b"HTTP/1.1 403 Forbidden\r\ncontent-type: text/html\r\nconnection: close\r\ncontent-length: "
    writer.write(head + size + b"\r\n\r\n" + BLOCKED)
    await writer.drain()


@contextmanager
def hostile_proxy(upstream_port: int, hostility: Hostility | None = None) -> Iterator[HostileProxy]:
    """A proxy in front of a server on this machine, in a thread of its own."""
    proxy = HostileProxy(upstream_port, hostility or Hostility())
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="hostile proxy")
    thread.start()
    try:
        asyncio.run_coroutine_threadsafe(proxy.start(), loop).result(20)
        yield proxy
    finally:
        asyncio.run_coroutine_threadsafe(proxy.stop(), loop).result(20)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(20)
        loop.close()
