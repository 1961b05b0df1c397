"""HTTP connections: each ends when its client keeps it waiting for too long, or sooner when others want its place."""

from __future__ import annotations

import asyncio
import ipaddress
import sys
from collections.abc import Sequence
from functools import cache
from typing import Any

if sys.platform != "win32":
    import resource

from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

from torchground.runs.places import Places
from torchground.server import sentences
from torchground.server.errors import refuse
from torchground.server.keys import ip_of, key_of_address
from torchground.server.rates import Rates
from torchground.server.settings import Limits

REQUEST_SECS = 10.0
"""From connecting to the end of the first request's headers."""
IDLE_SECS = 30.0
"""From one answer to the end of the next request's headers, whatever comes meanwhile."""
UNREAD_SECS = 60.0
"""A client that has taken nothing of its answer for so long is not reading."""

_NEVER_SECS = 1e6
"""Longer than any connection is idle."""
_SPARE_FILES = 512
"""Open files beside connections: the database, pipes to workers, files that are read."""


def allow_open(num_connections: int) -> None:
    """Let this process have so many connections open, as far as the system lets it."""
    if sys.platform == "win32":
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = num_connections + _SPARE_FILES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


class Gate:
    """What all connections of a server share."""

    def __init__(self, limits: Limits, proxies: Sequence[str] = ()) -> None:
        self._proxies = [ipaddress.ip_network(proxy) for proxy in proxies]
        self.places = Places(limits.num_connections, limits.connections_each)
        self.coming = Rates(limits.connections_per_sec_each, limits.connections_burst_each)
        """How often one address may connect."""
        self.upgrading = Rates(limits.sockets_per_sec_each, limits.sockets_burst_each)
        """How often one address may open a websocket."""

    def key_of(self, client: tuple[str, int] | None) -> str:
        """For whom a connection counts: each of a reverse proxy for itself, as it carries requests of many."""
        key = key_of_address(client[0] if client else "")
        if client is None or not self._is_proxy(client[0]):
            return key
        return f"{key} {client[1]}"

    def _is_proxy(self, address: str) -> bool:
        found = ip_of(address)
        return found is not None and any(found in network for network in self._proxies)


class Http(H11Protocol):
    """A connection (``places.Holder``). uvicorn alone leaves one open for ever that drips, or that reads nothing."""

    def __init__(self, gate: Gate, **more: Any) -> None:
        super().__init__(**more)
        self._gate = gate
        self._key = ""
        self._waiting_since = self.loop.time()
        self._unread = 0
        """Bytes that the client had not taken when that last changed."""
        self._timer: asyncio.TimerHandle | None = None

    # ---- what happens to it ---------------------------------------------------------------------

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._key = self._gate.key_of(self.client)
        self._wait_anew()
        is_calm = self._gate.coming.allows(self._key, self.loop.time())
        if not (is_calm and self._gate.places.take(self._key, self)):
            self._refuse(503)

    def connection_lost(self, exc: Exception | None) -> None:
        self._forget()
        super().connection_lost(exc)

    def handle_websocket_upgrade(self, event: Any) -> None:
        if not self._gate.upgrading.allows(self._key, self.loop.time()):
            return self._refuse(503)
        super().handle_websocket_upgrade(event)
        self._forget()  # from now on it counts as a stream

    def data_received(self, data: bytes) -> None:
        if not self.transport.is_closing():  # it was refused before it said anything
            super().data_received(data)

    def on_response_complete(self) -> None:
        self._wait_anew()
        super().on_response_complete()

    def pause_writing(self) -> None:
        self._unread = self.transport.get_write_buffer_size()
        self._wait_anew()
        super().pause_writing()

    # ---- waiting for its client -----------------------------------------------------------------

    def worth(self) -> float | None:
        """Those that were never answered give way first, and of them the one that has waited longest.

        One that is being answered, or sends a body, stays.
        """
        if self._patience() is None:
            return None
        return -self._waited() - (_NEVER_SECS if self._request() is None else 0)

    def give_way(self) -> None:
        """Say why where nothing was said yet, and close."""
        self._refuse(408)

    def _patience(self) -> float | None:
        """How long its client may keep it waiting; None while it does not, or where the body's pace is what counts."""
        if self.flow.write_paused:
            return UNREAD_SECS
        request = self._request()
        if request is None:
            return REQUEST_SECS
        return IDLE_SECS if request.response_complete else None

    def _request(self) -> RequestResponseCycle | None:
        """The newest request; uvicorn's types leave out that there may have been none."""
        return self.cycle

    def _waited(self) -> float:
        unread = self.transport.get_write_buffer_size() if self.flow.write_paused else 0
        if unread < self._unread:  # slow, but it reads
            self._unread, self._waiting_since = unread, self.loop.time()
        return self.loop.time() - self._waiting_since

    def _wait_anew(self) -> None:
        self._waiting_since = self.loop.time()
        self._check()

    def _check(self) -> None:
        """Close it where it has waited for too long; else look again when that may be so."""
        if self._timer is not None:
            self._timer.cancel()
        patience = self._patience()
        left = IDLE_SECS if patience is None else patience - self._waited()
        if left > 0:
            self._timer = self.loop.call_later(left, self._check)
        else:
            self._close()

    def _close(self) -> None:
        self._forget()
        if self.flow.write_paused:
            self.transport.abort()  # what it does not read would keep it open
        else:
            self.transport.close()

    def _forget(self) -> None:
        self._gate.places.leave(self)
        if self._timer is not None:
            self._timer.cancel()

    def _refuse(self, status: int) -> None:
        """The end of a connection that has no place, with a sentence where no answer has begun."""
        is_first = self._request() is None and not self.flow.write_paused
        if is_first and (status == 503 or self.conn.trailing_data[0]):
            self.transport.write(_answer(status))
        self._close()


@cache
def _answer(status: int) -> bytes:
    """Written without uvicorn, and once for all: it must cost less than what it refuses."""
    answer = refuse(status, sentences.TOO_MANY_CONNECTIONS())
    head = f"HTTP/1.1 {status} Later\r\nconnection: close\r\nretry-after: 2\r\n".encode()
    fields = b"".join(b"%b: %b\r\n" % field for field in answer.raw_headers)
    return head + fields + b"\r\n" + bytes(answer.body)
