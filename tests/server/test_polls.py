"""The stream over polls: the same messages as over a websocket, and the same rules at the door."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import ormsgpack
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.server.frames import Frames
from tests.server.poll_connection import PollConnection
from tests.server.serving import Site, receive, serving
from tests.server.test_jsonbody import JSON
from tests.server.test_routes import SPIRAL
from torchground.server.settings import Limits

LINES: dict[str, Callable[[Site], Any]] = {
    "websocket": lambda site: site.stream(),
    "long polls": lambda site: site.polls(),
    "short polls": lambda site: site.polls(wait_secs=0, pause_secs=0.02),
}
ASKING = {"session": None, "after": 0}
COMMANDS = st.sampled_from([{"type": "play"}, {"type": "pause"}, {"type": "stop"}, {"type": "fly"}])
RUN = st.sampled_from(["one", "other", "none"])
SAID = st.one_of(
    st.fixed_dictionaries({"type": st.just("subscribe"), "run": RUN}),
    st.fixed_dictionaries({"type": st.just("unsubscribe"), "run": RUN}),
    st.fixed_dictionaries({"type": st.just("command"), "run": RUN, "command": COMMANDS}),
    st.fixed_dictionaries(
        {
            "type": st.just("measure"),
            "run": st.just("none"),
            "probe": st.sampled_from([{"type": "weights"}, {"type": "none"}]),
        }
    ),
    st.just({"type": "fly"}),
)
"""What a tab may say; ``one`` and ``other`` stand for runs that there are."""


@pytest.mark.parametrize("line", LINES)
def test_a_tab_is_greeted_and_given_all_runs(site: Site, line: str) -> None:
    with LINES[line](site) as tab:
        assert json.loads(tab.recv(timeout=20))["type"] == "hello"
        assert json.loads(tab.recv(timeout=20))["type"] == "runs"


@pytest.mark.parametrize("line", LINES)
def test_heartbeats_come_by_themselves(site: Site, line: str) -> None:
    with LINES[line](site) as tab:
        receive(tab, "heartbeat")
        receive(tab, "heartbeat")


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(SAID, max_size=6))
def test_the_same_script_gives_the_same_state_over_every_line(
    site: Site, script: list[dict[str, Any]]
) -> None:
    assert len({said_by(LINES[line], site, script) for line in LINES}) == 1


def said_by(
    open_line: Callable[[Site], Any], site: Site, script: list[dict[str, Any]]
) -> tuple[str, ...]:
    """What a script comes to: each answer and refusal, and the state of each run that is shown at the end."""
    runs = {
        name: site.post("/api/runs", {"project": SPIRAL}).json()["info"]["id"]
        for name in ("one", "other")
    }
    heard: list[str] = []
    shown: dict[str, str] = {}
    frames = Frames()
    with open_line(site) as tab:
        for number, message in enumerate(script):
            tab.send(json.dumps(spelled(message, number, runs)))
        num_told = sum(map(is_told, script))
        states = states_of(script, runs, site)
        while len(heard) < num_told or not shown.items() >= states.items():
            whole = frames.take(tab.recv(timeout=20))
            frame = json.loads(whole) if isinstance(whole, str) else {"type": None}
            if frame["type"] in ("answer", "refusal"):
                heard.append(json.dumps(frame, sort_keys=True))
            elif frame["type"] == "run":
                shown[frame["run"]["id"]] = frame["run"]["state"]
            states = states_of(script, runs, site)
    return tuple(sorted(heard)) + tuple(states.values())


def is_told(message: dict[str, Any]) -> bool:
    """Whether a message is followed by an answer or a refusal."""
    if message["type"] == "subscribe":
        return message["run"] == "none"
    return message["type"] != "unsubscribe"


def spelled(message: dict[str, Any], number: int, runs: dict[str, str]) -> dict[str, Any]:
    """A message of a script as a tab says it."""
    numbered = message["type"] in ("command", "measure")
    named = {"run": runs.get(message["run"], "none")} if "run" in message else {}
    return message | named | ({"id": number} if numbered else {})


def states_of(script: list[dict[str, Any]], runs: dict[str, str], site: Site) -> dict[str, str]:
    """The state of each run to which the script has subscribed at its end."""
    subscribed: dict[str, bool] = {}
    for message in script:
        if message["type"] in ("subscribe", "unsubscribe"):
            subscribed[message["run"]] = message["type"] == "subscribe"
    return {
        run: site.client.get(f"/api/runs/{run}").json()["info"]["state"]
        for name, run in runs.items()
        if subscribed.get(name)
    }


# ---- at the door ---------------------------------------------------------------------------------


@pytest.mark.parametrize("origin", [None, "null", "http://evil.test", "http://localhost:{port}"])
def test_a_page_of_another_origin_gets_no_line(site: Site, origin: str | None) -> None:
    headers = {"origin": origin.format(port=site.port)} if origin else {}
    answer = site.client.post("/api/stream/polls", json=ASKING, headers=headers)
    assert answer.status_code == 403
    assert answer.json()["code"] in ("door.stream_of_another_origin", "door.another_origin")


def test_another_host_or_another_site_gets_no_line(site: Site) -> None:
    own = {"origin": site.address}
    for headers, status in (({"host": "evil.test"}, 400), ({"sec-fetch-site": "cross-site"}, 403)):
        answer = site.client.post("/api/stream/polls", json=ASKING, headers=own | headers)
        assert answer.status_code == status


def test_a_form_of_another_page_can_send_none(site: Site) -> None:
    answer = site.client.post(
        "/api/stream/polls",
        content=json.dumps(ASKING),
        headers={"content-type": "text/plain", "origin": site.address},
    )
    assert answer.status_code == 415


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    JSON
    | st.fixed_dictionaries(
        {},
        optional={
            "session": st.none() | st.text(max_size=70),
            "after": st.integers(),
            "first": st.integers(),
            "messages": st.lists(st.text(max_size=20), max_size=70),
            "wait_secs": st.sampled_from([0, -1, 1e9, "x"]),
            "close": st.booleans(),
        },
    )
)
def test_whatever_a_poll_says_it_is_answered(site: Site, body: Any) -> None:
    headers = {"origin": site.address, "content-type": "application/json"}
    answer = site.client.post("/api/stream/polls", content=json.dumps(body), headers=headers)
    assert answer.status_code in (200, 404, 422)
    if answer.status_code != 200:
        assert answer.json()["error"]


# ---- limits --------------------------------------------------------------------------------------


@pytest.mark.parametrize("session", ["x" * 43, "A" * 16])
def test_a_session_that_is_none_says_so(site: Site, session: str) -> None:
    with site.polls() as tab:
        answer = tab.ask(session=session)
    assert answer.status_code == 404
    assert answer.json()["code"] == "stream.no_poll_session"


def test_numbers_that_are_none_of_the_session_are_refused_and_it_goes_on(site: Site) -> None:
    with site.polls() as tab:
        session = json_of(tab, session=None)["session"]
        assert tab.ask(session=session, after=99).status_code == 404
        assert tab.ask(session=session, first=5).status_code == 404
        tab.send('{"type": "ping"}')
        receive(tab, "heartbeat")


def json_of(tab: PollConnection, **body: Any) -> dict[str, Any]:
    answer: dict[str, Any] = ormsgpack.unpackb(tab.ask(**body).content)
    return answer


def test_one_line_too_many_is_refused_and_the_place_is_free_again_when_one_leaves(
    tmp_path: Path,
) -> None:
    with serving(tmp_path, limits=Limits(num_sockets=2)) as site, site.polls() as one:
        with site.polls():
            refused = one.ask(**ASKING)
            assert (refused.status_code, refused.json()["code"]) == (429, "stream.too_many_tabs")
        with site.polls() as third:
            third.send('{"type": "ping"}')
            receive(third, "heartbeat")


def test_where_no_line_may_be_open_it_is_said_so(tmp_path: Path) -> None:
    with (
        serving(tmp_path, limits=Limits(num_sockets=0)) as site,
        closing(PollConnection(site.address)) as tab,
    ):
        refused = tab.ask(**ASKING)
        assert (refused.status_code, refused.json()["code"]) == (429, "stream.too_many_tabs")


def test_a_session_that_does_not_ask_any_more_ends(tmp_path: Path) -> None:
    with (
        serving(tmp_path, limits=Limits(stalled_secs=0.1)) as site,
        closing(PollConnection(site.address)) as tab,
    ):
        session = json_of(tab, **ASKING)["session"]
        pauses = (0.15 * 2**n for n in range(8))
        assert any(_is_gone(tab, session, pause) for pause in pauses)


def _is_gone(tab: PollConnection, session: str, pause: float) -> bool:
    """Whether a session has ended that did not ask for so long; asking keeps it alive."""
    time.sleep(pause)
    return tab.ask(session=session, after=1).status_code == 404


def test_a_server_that_stops_tells_the_polls_that_wait(tmp_path: Path) -> None:
    with serving(tmp_path) as site:
        tab = site.polls(wait_secs=10)
        tab.__enter__()
        receive(tab, "runs")
    with pytest.raises((ConnectionError, httpx.TransportError)):
        receive(tab, "nothing of the kind")


def test_a_flood_waits_in_the_tab_and_nothing_of_it_is_lost(site: Site) -> None:
    with site.polls() as tab:
        for number in range(120):
            tab.send_soon(
                json.dumps(
                    {"type": "command", "id": number, "run": "none", "command": {"type": "stop"}}
                )
            )
        assert [receive(tab, "answer")["id"] for _ in range(120)] == list(range(120))


def until(condition: Callable[[], bool], secs: float = 20) -> None:
    """Wait until something is so."""
    end = time.monotonic() + secs
    while not condition():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)
