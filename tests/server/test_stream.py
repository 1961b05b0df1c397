"""The socket of a tab: greeted, refused with a sentence, never dead for what it said."""

from __future__ import annotations

import contextlib
import json
import socket
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from tests.server.serving import Site, receive
from tests.server.test_jsonbody import JSON
from tests.server.test_routes import SPIRAL
from torchground.server.stream import BadUp, read_up

KINDS = ["subscribe", "unsubscribe", "watch", "measure", "command", "ping", "hello", "x"]
NEARLY = st.fixed_dictionaries(
    {"type": st.sampled_from(KINDS)},
    optional={
        "run": st.sampled_from(["none", "", "x" * 65, "\0"]) | JSON,
        "after": st.integers() | JSON,
        "id": st.integers() | JSON,
        "probes": st.lists(st.fixed_dictionaries({"type": st.sampled_from(["weights", "x"])}))
        | JSON,
        "probe": st.fixed_dictionaries({"type": st.text(max_size=5)}) | JSON,
        "command": st.fixed_dictionaries({"type": st.sampled_from(["play", "set", "step", "x"])})
        | JSON,
    },
)
FRAMES = st.lists(
    st.text(max_size=300) | st.binary(max_size=300) | NEARLY.map(json.dumps) | JSON.map(json.dumps),
    min_size=1,
    max_size=6,
)


def say(socket: Any, **message: object) -> None:
    socket.send(json.dumps(message))


def test_a_tab_is_greeted_and_given_all_runs(site: Site) -> None:
    with site.stream() as tab:
        hello, runs = json.loads(tab.recv(timeout=20)), json.loads(tab.recv(timeout=20))
    assert hello["type"] == "hello"
    assert hello["instance"]
    assert runs["type"] == "runs"


def test_a_run_is_followed_from_its_state_on(site: Site) -> None:
    run = site.post("/api/runs", {"project": SPIRAL}).json()["info"]
    with site.stream() as tab:
        say(tab, type="subscribe", run=run["id"], after=0)
        assert receive(tab, "run")["run"]["id"] == run["id"]


def test_a_new_run_is_listed_on_every_tab(site: Site) -> None:
    with site.stream() as one, site.stream() as other:
        receive(one, "runs")
        receive(other, "runs")
        run = site.post("/api/runs", {"project": SPIRAL}).json()["info"]["id"]
        assert run in [listed["id"] for listed in receive(one, "listed")["runs"]]
        assert run in [listed["id"] for listed in receive(other, "listed")["runs"]]


def test_a_ping_is_answered_and_heartbeats_come_by_themselves(site: Site) -> None:
    with site.stream() as tab:
        say(tab, type="ping")
        receive(tab, "heartbeat")
        receive(tab, "heartbeat")


def test_a_command_to_an_unknown_run_is_answered_with_a_sentence(site: Site) -> None:
    with site.stream() as tab:
        say(tab, type="command", id=7, run="none", command={"type": "play"})
        answer = receive(tab, "answer")
    assert (answer["id"], answer["ok"]) == (7, False)
    assert answer["error"]


def test_a_question_about_an_unknown_run_is_answered_with_a_sentence(site: Site) -> None:
    with site.stream() as tab:
        say(tab, type="measure", id=8, run="none", probe={"type": "weights"})
        answer = receive(tab, "answer")
    assert (answer["id"], answer["ok"]) == (8, False)


@pytest.mark.parametrize(
    "frame", ["", "{", "[]", '{"type": "fly"}', '{"type": "subscribe"}', b"\x00\xff"]
)
def test_a_frame_that_says_nothing_is_refused_and_the_line_stays(
    site: Site, frame: str | bytes
) -> None:
    with site.stream() as tab:
        tab.send(frame)
        assert receive(tab, "refusal")["error"]
        say(tab, type="ping")
        receive(tab, "heartbeat")


def test_a_huge_frame_closes_the_line_and_only_that_one(site: Site) -> None:
    with site.stream() as other, site.stream() as tab:
        tab.send("x" * 65_536)
        receive(tab, "refusal")
        tab.send("x" * 65_537)
        with pytest.raises(ConnectionClosed) as closed:
            receive(tab, "refusal")
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1009
        say(other, type="ping")
        receive(other, "heartbeat")


@settings(max_examples=60)
@given(FRAMES)
def test_whatever_a_tab_says_it_can_go_on(site: Site, frames: list[str | bytes]) -> None:
    with site.stream() as tab:
        for frame in frames:
            tab.send(frame)
        say(tab, type="command", id=123456789, run="none", command={"type": "stop"})
        while receive(tab, "answer")["id"] != 123456789:
            pass


@given(st.text() | NEARLY.map(json.dumps))
def test_any_text_is_a_message_or_gets_a_sentence(text: str) -> None:
    with contextlib.suppress(BadUp):
        assert read_up(text).type in KINDS


@pytest.mark.parametrize("origin", [None, "null", "http://evil.test", "http://localhost:{port}"])
def test_a_page_of_another_origin_gets_no_line(site: Site, origin: str | None) -> None:
    headers = {"Origin": origin.format(port=site.port)} if origin else {}
    with pytest.raises(InvalidStatus) as refused:
        connect(f"ws://127.0.0.1:{site.port}/api/stream", additional_headers=headers)
    assert refused.value.response.status_code == 403
    assert b"only for the page" in refused.value.response.body
    assert refused.value.response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("host", ["evil.test", "localhost.evil.test:{port}"])
def test_another_host_gets_no_line(site: Site, host: str) -> None:
    request = (
        "GET /api/stream HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nConnection: Upgrade\r\n"
        "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
    )
    assert raw(site, request.format(host=host.format(port=site.port))).startswith(b"HTTP/1.1 400")


def test_two_hosts_are_one_too_many(site: Site) -> None:
    answer = raw(site, "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.test\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 400")


def test_a_flood_waits_on_the_line_and_nothing_of_it_is_lost(site: Site) -> None:
    with site.stream() as tab, site.stream() as other:
        for number in range(200):
            say(tab, type="command", id=number, run="none", command={"type": "stop"})
        say(other, type="ping")
        receive(other, "heartbeat")
        assert [receive(tab, "answer")["id"] for _ in range(200)] == list(range(200))


def raw(site: Site, request: str) -> bytes:
    """The first bytes of the answer to bytes that no proper client would send."""
    with socket.create_connection(("127.0.0.1", site.port), timeout=20) as line:
        line.sendall(request.encode())
        return line.recv(1000)
