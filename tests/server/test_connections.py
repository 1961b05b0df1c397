"""One address holds all it can get: everybody else is served, and so is that address itself."""

from __future__ import annotations

import select
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosed

from tests.server.serving import Site, receive, serving
from tests.server.test_stream import say
from tests.server.test_uploads import TABLE, upload
from torchground.server import connections, receiving
from torchground.server.settings import Limits

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="other systems have one address of their own"
)
FEW = Limits(
    num_connections=12,
    connections_each=8,
    num_bodies=6,
    bodies_each=4,
    num_sockets=4,
    sockets_each=3,
    num_uploads=3,
    uploads_each=2,
)
POST = b"POST /api/check HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n"
UPLOAD = (
    b"POST /api/uploads?kind=table HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/octet-stream\r\n"
    b"Content-Length: 5000\r\n\r\na,b\n"
)
RUDE = "127.0.0.2"
"""Another address of this machine, as another machine would have."""


@pytest.fixture(scope="module")
def narrow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with serving(tmp_path_factory.mktemp("narrow"), limits=FEW) as up:
        yield up


@contextmanager
def lines(
    site: Site, count: int, said: bytes, address: str = RUDE
) -> Iterator[list[socket.socket]]:
    """So many connections from one address, each having said the same."""
    with ExitStack() as opened:
        made = []
        for _ in range(count):
            line = socket.create_connection(
                ("127.0.0.1", site.port), timeout=100, source_address=(address, 0)
            )
            opened.enter_context(line)
            line.sendall(said)
            made.append(line)
        yield made


def first_answer(made: list[socket.socket]) -> bytes:
    """What the first of them is told that is told anything."""
    readable, _, _ = select.select(made, [], [], 100)
    return readable[0].recv(2000) if readable else b""


@pytest.mark.parametrize(
    "said",
    [b"", b"GET / HTTP/1.1\r\n", POST, POST + b"{", b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"],
)
@pytest.mark.parametrize("address", [RUDE, "127.0.0.1"])
def test_idle_requests_shut_nobody_out(narrow: Site, said: bytes, address: str) -> None:
    with lines(narrow, 60, said, address):
        for _ in range(5):  # each time as somebody who comes anew
            assert httpx.get(narrow.address, trust_env=False, timeout=100).status_code == 200
            check = httpx.post(f"{narrow.address}/api/check", json={}, trust_env=False, timeout=100)
            assert check.status_code == 200


def test_a_body_that_gives_way_is_told_so(narrow: Site) -> None:
    with lines(narrow, FEW.bodies_each + 1, POST + b"{") as made:
        answer = first_answer(made)
    assert answer.startswith(b"HTTP/1.1 429")
    assert b"door.body_gave_way" in answer


def test_a_request_without_a_place_is_told_so(narrow: Site) -> None:
    with lines(narrow, FEW.connections_each + 1, b"GET / HTTP/1.1\r\nHost: lo") as made:
        answer = first_answer(made)
    assert answer.startswith(b"HTTP/1.1 408")
    assert b"door.too_many_connections" in answer


def test_dripping_uploads_hold_no_place_for_long(
    narrow: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "torchground.server.uploading.FILE_PACE", replace(receiving.FILE_PACE, kept_secs=0)
    )
    own = httpx.HTTPTransport(local_address=RUDE)
    with (
        lines(narrow, FEW.uploads_each, UPLOAD) as made,
        httpx.Client(transport=own, base_url=narrow.address, timeout=100) as same_address,
    ):
        assert upload(narrow, "/api/uploads", TABLE, kind="table", name="a").status_code == 201
        tries = (
            upload(Site(narrow.port, same_address), "/api/uploads", TABLE, kind="table", name="a")
            for _ in range(100)
        )
        assert any(answer.status_code == 201 for answer in tries)
        assert b"upload.gave_way" in first_answer(made)


def test_an_upload_that_has_just_begun_keeps_its_place(narrow: Site) -> None:
    with lines(narrow, FEW.uploads_each + 1, UPLOAD) as made:
        answer = first_answer(made)
    assert answer.startswith(b"HTTP/1.1 429")
    assert b"upload.too_many" in answer


@pytest.mark.parametrize("told", [b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", b""])
def test_a_connection_that_only_drips_is_closed(
    narrow: Site, monkeypatch: pytest.MonkeyPatch, told: bytes
) -> None:
    monkeypatch.setattr(connections, "REQUEST_SECS", 0.2)
    monkeypatch.setattr(connections, "IDLE_SECS", 0.2)
    with lines(narrow, 1, told) as (line,):
        line.settimeout(0.05)
        assert drips_until_closed(line)


def drips_until_closed(line: socket.socket) -> bool:
    """Whether the other side closes, while a header comes letter by letter."""
    for _ in range(400):
        try:
            line.sendall(b"G")
            if line.recv(5000) == b"":
                return True
        except TimeoutError:
            continue
        except OSError:
            return True
    return False


def test_a_client_that_reads_nothing_of_its_answer_is_let_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "UNREAD_SECS", 0.1)
    with serving(tmp_path) as site:
        get = b"GET /api/catalogue HTTP/1.1\r\nHost: localhost\r\n\r\n"
        with socket.socket() as line:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            line.settimeout(20)
            line.connect(("127.0.0.1", site.port))
            with pytest.raises(OSError, match=r"reset|[Bb]roken|aborted"):
                _send_for_ever(line, get)


def _send_for_ever(line: socket.socket, said: bytes) -> None:
    while True:
        line.sendall(said)


def test_sockets_of_one_address_leave_room_for_another(narrow: Site) -> None:
    with ExitStack() as opened:
        rude: list[Any] = []
        for _ in range(FEW.sockets_each):
            rude.append(opened.enter_context(narrow.stream(source_address=(RUDE, 0))))
            receive(rude[-1], "hello")
        refused = opened.enter_context(narrow.stream(source_address=(RUDE, 0)))
        assert _why_closed(refused) == 1013
        with narrow.stream() as own, narrow.stream() as other:
            for each in (own, other, *rude[:-1]):
                say(each, type="ping")
                receive(each, "heartbeat")
        assert receive(rude[-1], "refusal")["code"] == "stream.too_many_tabs"
        assert _why_closed(rude[-1]) == 1013


def _why_closed(tab: Any) -> int:
    """The code with which the server closed the socket of a tab."""
    with pytest.raises(ConnectionClosed) as closed:
        receive(tab, "nothing of the kind")
    assert closed.value.rcvd is not None
    return closed.value.rcvd.code


def test_polls_of_one_address_leave_room_for_another(narrow: Site) -> None:
    own = httpx.HTTPTransport(local_address=RUDE)
    ask = {"wait_secs": 0.0}
    with httpx.Client(
        transport=own, base_url=narrow.address, headers=_page(narrow), timeout=100
    ) as rude:
        answers = [rude.post("/api/stream/polls", json=ask) for _ in range(2 * FEW.num_sockets)]
    assert [answer.status_code for answer in answers].count(200) == FEW.sockets_each
    assert answers[-1].json()["code"] == "stream.too_many_tabs"
    answer = narrow.client.post("/api/stream/polls", json=ask, headers=_page(narrow))
    assert answer.status_code == 200


def _page(site: Site) -> dict[str, str]:
    return {"origin": site.address}


@pytest.mark.parametrize("field", ["connections_burst_each", "sockets_burst_each"])
def test_who_connects_too_often_is_refused_and_nobody_else(tmp_path: Path, field: str) -> None:
    limits = replace(
        Limits(connections_per_sec_each=0.001, sockets_per_sec_each=0.001), **{field: 3}
    )
    upgrade = (
        "GET /api/stream HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
    )
    with serving(tmp_path, limits=limits) as site:
        said = upgrade.format(host=f"127.0.0.1:{site.port}").encode()
        with lines(site, 4, said) as made:
            answers = [line.recv(2000) for line in made]
        assert sum(answer.startswith(b"HTTP/1.1 101") for answer in answers) == 3
        (refused,) = [answer for answer in answers if not answer.startswith(b"HTTP/1.1 101")]
        assert refused.startswith(b"HTTP/1.1 503")
        assert b"door.too_many_connections" in refused
        with site.stream() as tab:
            receive(tab, "hello")


@pytest.mark.parametrize(("proxies", "num_served"), [((RUDE,), 6), (("127.0.0.0/8",), 6), ((), 2)])
def test_behind_a_proxy_each_person_counts_for_themselves(
    tmp_path: Path, proxies: tuple[str, ...], num_served: int
) -> None:
    """Where the proxy is known. What anybody else says of where they come from is not believed."""
    limits = Limits(sockets_each=2, connections_each=2)
    own = httpx.HTTPTransport(local_address=RUDE)
    with (
        serving(tmp_path, limits=limits, proxies=proxies) as site,
        httpx.Client(transport=own, base_url=site.address, timeout=100) as proxy,
    ):
        answers = [
            proxy.post(
                "/api/stream/polls",
                json={"wait_secs": 0.0},
                headers={**_page(site), "x-forwarded-for": f"8.8.8.8, 10.0.0.{number}"},
            )
            for number in range(6)
        ]
    assert [answer.status_code for answer in answers].count(200) == num_served


def test_connections_of_a_proxy_count_one_by_one_and_those_of_others_together() -> None:
    gate = connections.Gate(Limits(), ("10.0.0.0/24", "fd00::1"))
    assert gate.key_of(("10.0.0.7", 1)) != gate.key_of(("10.0.0.7", 2))
    assert gate.key_of(("::ffff:10.0.0.7", 1)) == "10.0.0.7 1"
    assert gate.key_of(("fd00::1", 1)) != gate.key_of(("fd00::2", 1))
    assert gate.key_of(("10.0.1.7", 1)) == gate.key_of(("10.0.1.7", 2)) == "10.0.1.7"
    assert gate.key_of(None) == ""
