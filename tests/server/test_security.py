"""The guard at the door: who is let in, by Host and Origin, and what every answer carries."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from torchground.server.security import HEADERS, Door, Guard
from torchground.server.settings import Limits, Settings

SETTINGS = Settings(data_dir=Path(), host="0.0.0.0", origins=("https://play.test",))
DOOR = Door(SETTINGS.hosts, frozenset(SETTINGS.origins))


def header(name: str, *values: str) -> list[tuple[bytes, bytes]]:
    return [(name.encode(), value.encode("latin-1")) for value in values]


def came(to: str | None, *hosts: str) -> dict[str, Any]:
    """A connection to one address of this machine, and what its Host says."""
    return {"server": to and (to, 8000), "headers": header("host", *hosts)}


@pytest.mark.parametrize(
    ("to", "host"),
    [
        ("127.0.0.1", "localhost"),
        ("127.0.0.1", "localhost:8000"),
        ("127.0.0.1", "LOCALHOST:8000"),
        ("127.0.0.1", "127.0.0.1:8000"),
        ("127.0.0.1", "127.0.0.1:65535"),
        ("::1", "[::1]:8000"),
        ("::1", "localhost:8000"),
        ("127.0.0.1", "[::1]:8000"),
        ("::ffff:127.0.0.1", "127.0.0.1:8000"),
        ("127.0.0.2", "127.0.0.2:8000"),
        ("192.168.7.5", "192.168.7.5:8000"),
        ("::ffff:192.168.7.5", "192.168.7.5"),
        ("2001:db8::7", "[2001:db8::7]:8000"),
        ("fe80::7%eth0", "[fe80::7]:8000"),
        ("10.0.0.9", "play.test"),
        ("127.0.0.1", "play.test:9000"),
        (None, "play.test"),
    ],
)
def test_a_name_that_is_right_on_its_connection_is_let_in(to: str | None, host: str) -> None:
    assert DOOR.host(came(to, host)) == host.lower()


@pytest.mark.parametrize("forged", ["localhost", "localhost:8000", "127.0.0.1:8000", "[::1]:8000"])
@pytest.mark.parametrize("to", ["192.168.7.5", "::ffff:192.168.7.5", "2001:db8::7", None, "no"])
def test_nobody_on_the_network_passes_for_this_machine(to: str | None, forged: str) -> None:
    assert DOOR.host(came(to, forged)) is None


@pytest.mark.parametrize(
    "hosts",
    [
        (),
        ("",),
        ("localhost", "localhost"),
        ("localhost:8000", "evil.test"),
        ("evil.test",),
        ("localhost.evil.test",),
        ("evil.test:8000",),
        ("localhost.",),
        ("localhost:",),
        ("localhost:0",),
        ("localhost:65536",),
        ("localhost:80:80",),
        ("localhost:8000@evil.test",),
        ("user@localhost:8000",),
        ("localhost/evil.test",),
        ("localhost\tevil.test",),
        (" localhost",),
        ("local\u00edhost",),
        ("127.0.0.1.nip.test",),
        ("127.1",),
        ("0.0.0.0:8000",),
        ("2130706433",),
        ("[::]:8000",),
        ("[::ffff:127.0.0.1]:8000",),
        ("[::1",),
        ("::1",),
        ("192.168.7.6:8000",),
        ("localhost:٨٠".encode().decode("latin-1"),),
    ],
)
def test_any_other_host_stays_outside(hosts: tuple[str, ...]) -> None:
    for to in ("127.0.0.1", "192.168.7.5", None):
        assert DOOR.host(came(to, *hosts)) is None


@pytest.mark.parametrize(
    ("scheme", "host", "origins", "let_in"),
    [
        ("ws", "localhost:8000", ("http://localhost:8000",), True),
        ("wss", "localhost:8000", ("https://localhost:8000",), True),
        ("ws", "[::1]:8000", ("http://[::1]:8000",), True),
        ("ws", "localhost:8000", ("https://play.test",), True),
        ("ws", "localhost:8000", (), False),
        ("ws", "localhost:8000", ("",), False),
        ("ws", "localhost:8000", ("null",), False),
        ("ws", "localhost:8000", ("http://localhost:8000", "http://localhost:8000"), False),
        ("ws", "localhost:8000", ("http://localhost:8000", "http://evil.test"), False),
        ("ws", "localhost:8000", ("https://localhost:8000",), False),
        ("ws", "localhost:8000", ("ws://localhost:8000",), False),
        ("ws", "localhost:8000", ("http://localhost:8001",), False),
        ("ws", "localhost:8000", ("http://localhost",), False),
        ("ws", "localhost:8000", ("http://127.0.0.1:8000",), False),
        ("ws", "localhost:8000", ("http://localhost:8000/",), False),
        ("ws", "localhost:8000", ("http://localhost:8000.evil.test",), False),
        ("ws", "localhost:8000", ("http://localhost:80001",), False),
        ("ws", "localhost:8000", ("http://evil.test",), False),
        ("ws", "localhost:8000", ("http://localhost.evil.test:8000",), False),
        ("ws", "localhost:8000", ("http://evil.test#http://localhost:8000",), False),
        ("ws", "localhost:8000", ("http://localhost:8000@evil.test",), False),
        ("ws", "localhost:8000", ("http://play.test",), False),
        ("ws", "localhost:8000", ("https://play.test:444",), False),
        ("ws", "localhost:8000", ("https://display.test",), False),
        ("ws", "localhost:8000", ("file://",), False),
        ("ws", "localhost:8000", ("chrome-extension://localhost:8000",), False),
    ],
)
def test_a_socket_is_only_for_the_page_at_this_address(
    scheme: str, host: str, origins: tuple[str, ...], let_in: bool
) -> None:
    scope = {"scheme": scheme, "headers": header("origin", *origins)}
    assert (DOOR.refuses_socket(scope, host) is None) is let_in


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"origin": "http://localhost"}, 200),
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"sec-fetch-site": "none"}, 200),
        ({"origin": "http://localhost", "sec-fetch-site": "same-origin"}, 200),
        ({"origin": "http://evil.test"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://localhost:81"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "http://localhost", "sec-fetch-site": "cross-site"}, 403),
        ({"host": "evil.test"}, 400),
        ({"content-type": "text/plain"}, 415),
        ({"content-type": "application/x-www-form-urlencoded"}, 415),
        ({"content-type": "multipart/form-data; boundary=application/json"}, 415),
        ({"content-type": "application/json; charset=utf-8"}, 200),
    ],
)
def test_only_the_page_and_scripts_may_change_anything(
    headers: dict[str, str], status: int
) -> None:
    answer = ask("POST", headers={"content-type": "application/json"} | headers, content=b"{}")
    assert answer.status_code == status


def test_every_answer_carries_the_security_headers_even_a_refusal() -> None:
    for headers in ({}, {"host": "evil.test"}, {"origin": "http://evil.test"}):
        answer = ask("POST", headers={"content-type": "application/json"} | headers, content=b"1")
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
        assert answer.headers["cache-control"] == "no-store"
    allowed = "connect-src 'self' ws://localhost wss://localhost"
    assert ask("GET").headers["content-security-policy"] == (
        f"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
        f"img-src 'self' blob: data:; font-src 'self'; {allowed}; worker-src 'self'; "
        "frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'"
    )


@pytest.mark.parametrize(("size", "status"), [(99, 200), (100, 200), (101, 413), (10_000, 413)])
@pytest.mark.parametrize("declared", [True, False])
def test_a_body_is_at_most_so_large(size: int, status: int, declared: bool) -> None:
    body = b"x" * size
    answer = ask(
        "POST",
        headers={"content-type": "application/json"},
        content=body if declared else chunks(body),
    )
    assert answer.status_code == status
    if status == 200:
        assert answer.content == body


def test_a_body_that_comes_too_slowly_is_refused() -> None:
    async def never() -> Any:
        yield b"x"
        await asyncio.Event().wait()

    answer = ask("POST", headers={"content-type": "application/json"}, content=never())
    assert answer.status_code == 408


async def chunks(body: bytes) -> Any:
    for start in range(0, len(body), 30):
        yield body[start : start + 30]


def ask(method: str, headers: dict[str, str] | None = None, content: Any = None) -> httpx.Response:
    """What the guard, with an app behind it that gives the body back, answers."""

    async def echo(scope: Scope, receive: Receive, send: Send) -> None:
        response = Response(await Request(scope, receive).body())
        await response(scope, receive, send)

    async def asked(app: ASGIApp) -> httpx.Response:
        async def here(scope: Scope, receive: Receive, send: Send) -> None:
            await app({**scope, "server": ("127.0.0.1", 80)}, receive, send)

        transport = httpx.ASGITransport(here)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.request(method, "/", headers=headers, content=content)

    return asyncio.run(asked(Guard(echo, DOOR, Limits(body_bytes=100, body_secs=0.05))))
