"""Who asks: the secret in a browser's cookie says whose a run, a project or a file is. No name is asked for.

A browser without a cookie is given one with the first answer. Any secret of the right form is taken, also one that
another server made, so that nothing need be kept of it. Where only this machine reaches the server, a program that is
no browser (curl, a script) acts for whoever runs it: it keeps no cookies, and all is theirs.
"""

from __future__ import annotations

import re
import secrets

from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from torchground.people import OPERATOR, Actor, owner_of
from torchground.server.settings import Settings

COOKIE = "torchground"
DAYS = 400
"""A browser keeps no cookie for longer; each time the page is opened they begin anew."""
_ACTOR = "torchground.actor"
_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")


def actor_of(scope: Scope) -> Actor:
    """Who a request or a websocket is from."""
    actor: Actor = scope[_ACTOR]
    return actor


class Visitors:
    """Says of every request who asks, and gives a secret to a browser that has none."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self._is_only_here = settings.is_only_here

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            return await self.app(scope, receive, send)
        secret = _secret(scope)
        if secret is None and self._is_only_here and not _is_browser(scope):
            scope[_ACTOR] = OPERATOR
            return await self.app(scope, receive, send)
        kept = secret or secrets.token_urlsafe(32)
        scope[_ACTOR] = Actor(owner_of(kept))
        if secret is None or not scope["path"].startswith("/api/"):
            send = _with_cookie(send, kept, is_safe=scope["scheme"] in ("https", "wss"))
        await self.app(scope, receive, send)


def _secret(scope: Scope) -> str | None:
    """The first secret among its cookies that can be one."""
    for header in _values(scope, b"cookie"):
        found = cookie_parser(header).get(COOKIE, "")
        if _SECRET.fullmatch(found):
            return found
    return None


def _is_browser(scope: Scope) -> bool:
    """By what every browser says of itself."""
    is_mozilla = any(value.startswith("Mozilla/") for value in _values(scope, b"user-agent"))
    return is_mozilla or bool(_values(scope, b"sec-fetch-site"))


def _values(scope: Scope, name: bytes) -> list[str]:
    return [value.decode("latin-1") for key, value in scope["headers"] if key == name]


def _with_cookie(send: Send, secret: str, *, is_safe: bool) -> Send:
    """A send that puts the secret on the start of an answer, unless that may be kept by others (``public``)."""
    cookie = f"{COOKIE}={secret}; Path=/; Max-Age={DAYS * 86_400}; HttpOnly; SameSite=Lax"
    cookie += "; Secure" if is_safe else ""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = list(message.get("headers", ()))
            is_public = any(
                name.lower() == b"cache-control" and b"public" in value for name, value in headers
            )
            if not is_public:
                message = {**message, "headers": [*headers, (b"set-cookie", cookie.encode())]}
        await send(message)

    return sent
