"""The guard at the door, before any route: Host, Origin, content type, body size, and the headers of every answer.

Pure ASGI, so that websockets pass through it too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from torchground.runs.places import Places
from torchground.server import sentences
from torchground.server.bodies import Body, CutOff, GaveWay, Pace, TooSlow
from torchground.server.errors import refuse
from torchground.server.keys import IPAddress, ip_of, key_of
from torchground.server.receiving import FILE_TYPE
from torchground.server.settings import LOOPBACK, Limits, bracketed
from torchground.words import Sentence

_HOST = re.compile(r"(\[[0-9a-f:]+\]|[a-z0-9_-]+(?:\.[a-z0-9_-]+)*)(?::([0-9]{1,5}))?", re.ASCII)
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_BODY_METHODS = frozenset({"POST", "PUT", "PATCH"})

HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
"""On every answer, beside the content security policy."""


def content_security_policy(host: str | None) -> str:
    """What the page may load: its own files only. ``host`` names the stream for browsers whose 'self' leaves it out."""
    stream = f" ws://{host} wss://{host}" if host else ""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
        f"img-src 'self' blob: data:; font-src 'self'; connect-src 'self'{stream}; worker-src 'self'; "
        "frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'"
    )


@dataclass(frozen=True)
class Door:
    """Who is let in, as plain functions of a request's headers."""

    hosts: frozenset[str]
    """Names that are right on any connection, without a port, lower case."""
    origins: frozenset[str] = frozenset()
    """Allowed besides the one the request came to."""

    def host(self, scope: Scope) -> str | None:
        """The one Host header where it is right on this connection, else None.

        A name that the server was started with is right everywhere, an address where it is the one that the connection
        came to, and ``localhost`` where it came from this machine. So nobody on the network passes for it.
        """
        found = [host.lower() for host in _values(scope, b"host")]
        match = _HOST.fullmatch(found[0]) if len(found) == 1 else None
        if not match or int(match[2] or 80) not in range(1, 65536):
            return None
        is_right = match[1] in self.hosts or match[1] in _names_of(_came_to(scope))
        return found[0] if is_right else None

    def same_origin(self, scheme: str, host: str, origin: str) -> bool:
        """Whether ``origin`` is the page's own: scheme, host and port equal to where the request came."""
        own = f"{'https' if scheme in ('https', 'wss') else 'http'}://{host}"
        return origin == own or origin in self.origins

    def refuses_socket(self, scope: Scope, host: str) -> Sentence | None:
        """Why a websocket stays outside; None where it may come in."""
        origins = _values(scope, b"origin")
        if len(origins) == 1 and self.same_origin(scope["scheme"], host, origins[0]):
            return None
        came = repr(origins[0][:100]) if origins else "no Origin"
        return sentences.STREAM_OF_ANOTHER_ORIGIN(came=came)

    def refuses_stream(self, scope: Scope) -> Sentence | None:
        """The same for a request that stands in for a websocket: it must name its origin, too."""
        host = self.host(scope)
        return self.refuses_socket(scope, host) if host else sentences.OTHER_HOST()

    def refuses_change(self, scope: Scope, host: str) -> Sentence | None:
        """Why a request that changes something is refused; None where it may come in. Scripts send no Origin."""
        origins = _values(scope, b"origin")
        if any(not self.same_origin(scope["scheme"], host, origin) for origin in origins):
            return sentences.ANOTHER_ORIGIN(origin=origins[0][:100])
        if any(site not in ("same-origin", "none") for site in _values(scope, b"sec-fetch-site")):
            return sentences.ANOTHER_SITE()
        return None


def _came_to(scope: Scope) -> IPAddress | None:
    """The address of this machine that a connection came to; None where it came to none (a socket in a folder)."""
    server = scope.get("server")
    return ip_of(server[0]) if server else None


def _names_of(address: IPAddress | None) -> tuple[str, ...]:
    """What a Host may call it."""
    if address is None:
        return ()
    return (bracketed(str(address)), *(LOOPBACK if address.is_loopback else ()))


def door_of(connection: HTTPConnection) -> Door:
    """The door of the app that a request came to."""
    found: Door = connection.app.state.door
    return found


class Guard:
    """Lets in what may come in and puts the headers on whatever goes out."""

    def __init__(self, app: ASGIApp, door: Door, limits: Limits) -> None:
        self.app = app
        self.door = door
        self.limits = limits
        secs = limits.body_secs
        self._pace = Pace(secs, limits.body_bytes_per_sec, whole_secs=10 * secs)
        self._bodies = Places(limits.num_bodies, limits.bodies_each)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            return await self.app(scope, receive, send)
        host = self.door.host(scope)
        send = _with_headers(send, host, scope.get("path", ""))
        if host is None:
            refusal: Response | None = refuse(400, sentences.OTHER_HOST())
        elif scope["type"] == "websocket":
            sentence = self.door.refuses_socket(scope, host)
            refusal = refuse(403, sentence) if sentence else None
        else:
            refusal, receive = await self._http(scope, receive, host)
        if refusal is None:
            return await self.app(scope, receive, send)
        if scope["type"] == "websocket":
            return await _deny(scope, refusal, receive, send)
        await refusal(scope, receive, send)

    async def _http(
        self, scope: Scope, receive: Receive, host: str
    ) -> tuple[Response | None, Receive]:
        """The refusal where there is one, and the receive that hands on the body read here."""
        if scope["method"] in _SAFE_METHODS:
            return None, receive
        if sentence := self.door.refuses_change(scope, host):
            return refuse(403, sentence), receive
        kind = (_values(scope, b"content-type") or [""])[0].split(";")[0].strip().lower()
        if scope["method"] == "POST" and kind == FILE_TYPE:
            return None, receive  # the route reads it piece by piece, or refuses it unread
        if scope["method"] in _BODY_METHODS and kind != "application/json":
            return refuse(415, sentences.NOT_JSON_TYPE(came=kind[:60] or "none")), receive
        return await self._body(scope, receive)

    async def _body(self, scope: Scope, receive: Receive) -> tuple[Response | None, Receive]:
        coming = Body(receive, self._pace)
        if not self._bodies.take(key_of(scope), coming):
            return _closing(429, sentences.TOO_MANY_BODIES()), receive
        try:
            body = await self._read(scope, coming)
        except TooSlow:
            return _closing(408, sentences.BODY_TOO_SLOW()), receive
        except GaveWay:
            return _closing(429, sentences.BODY_GAVE_WAY()), receive
        except CutOff:
            return _closing(400, sentences.BODY_CUT_OFF()), receive
        finally:
            self._bodies.leave(coming)
        if body is None:
            return _closing(413, sentences.BODY_TOO_LARGE(most=self.limits.body_bytes)), receive
        return None, _replay(body, receive)

    async def _read(self, scope: Scope, coming: Body) -> bytes | None:
        """The whole body, or None where it is too large (by what it declares, or by what came)."""
        declared = (_values(scope, b"content-length") or ["0"])[0]
        if not declared.isdecimal() or int(declared) > self.limits.body_bytes:
            return None
        body = bytearray()
        async for piece in coming.pieces():
            body += piece
            if len(body) > self.limits.body_bytes:
                return None
        return bytes(body)


def _values(scope: Scope, name: bytes) -> list[str]:
    return [value.decode("latin-1") for key, value in scope["headers"] if key == name]


def _closing(status: int, sentence: Sentence) -> Response:
    """A refusal after which the connection is closed, as the rest of the body was not read."""
    response = refuse(status, sentence)
    response.headers["connection"] = "close"
    return response


def _replay(body: bytes, receive: Receive) -> Receive:
    """A receive that gives the body at once and then what the line says."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replayed() -> Message:
        return waiting.pop() if waiting else await receive()

    return replayed


def _with_headers(send: Send, host: str | None, path: str) -> Send:
    """A send that puts the security headers on the start of every answer; what the API says is never cached."""
    added = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
    added.append((b"content-security-policy", content_security_policy(host).encode()))

    async def guarded(message: Message) -> None:
        if message["type"] in ("http.response.start", "websocket.http.response.start"):
            headers: list[Any] = list(message.get("headers", ()))
            if not any(name.lower() == b"cache-control" for name, _ in headers):
                headers.append((b"cache-control", b"no-store"))
            message = {**message, "headers": headers + added}
        await send(message)

    return guarded


async def _deny(scope: Scope, refusal: Response, receive: Receive, send: Send) -> None:
    """Answer a websocket's handshake with an HTTP refusal; it is never accepted."""
    await receive()
    if "websocket.http.response" not in scope.get("extensions", {}):
        return await send({"type": "websocket.close", "code": 1008})
    start = {"status": refusal.status_code, "headers": refusal.raw_headers}
    await send({"type": "websocket.http.response.start", **start})
    await send({"type": "websocket.http.response.body", "body": refusal.body})
