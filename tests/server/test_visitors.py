"""Each browser its own place: what one makes is in no list of another, and a run of another is only looked at."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.server.frames import Frames
from tests.server.poll_connection import PollConnection
from tests.server.serving import Site, serving
from tests.server.test_routes import SPIRAL
from torchground.server.settings import Settings
from torchground.server.visitors import COOKIE

BROWSER = {"user-agent": "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0"}
NOT_YOURS = "runs.not_yours"
TABLE = b"size,price\n" + b"".join(b"%d,%d\n" % (n, 2 * n) for n in range(40))


class Heard:
    """What a tab hears, put together where it came in pieces."""

    def __init__(self, tab: Any) -> None:
        self._tab = tab
        self._frames = Frames()

    def next(self, type_id: str) -> dict[str, Any]:
        """The next message of one type."""
        while True:
            whole = self._frames.take(self._tab.recv(timeout=60))
            if isinstance(whole, str):
                message: dict[str, Any] = json.loads(whole)
                if message["type"] == type_id:
                    return message


class Visitor:
    """A browser that opened the page: it has a cookie, and nothing else."""

    def __init__(self, site: Site, **headers: str) -> None:
        self._site = site
        self.http = httpx.Client(
            base_url=site.address, timeout=60, trust_env=False, headers=BROWSER | headers
        )
        self.http.get("/")

    @property
    def cookie(self) -> str:
        return f"{COOKIE}={self.http.cookies[COOKIE]}"

    def start(self, **more: object) -> str:
        made = self.http.post("/api/runs", json={"project": SPIRAL, "paused": True, **more})
        assert made.status_code == 201, made.text
        run_id: str = made.json()["info"]["id"]
        return run_id

    def runs(self) -> set[str]:
        return {run["id"] for run in self.http.get("/api/runs").json()}

    def line(self, kind: str) -> Any:
        """A stream as the page opens it."""
        headers = BROWSER | {"cookie": self.cookie}
        if kind == "polls":
            return PollConnection(self._site.address, **headers)
        return self._site.stream(
            user_agent_header=headers["user-agent"], additional_headers={"cookie": self.cookie}
        )

    def close(self) -> None:
        self.http.close()


@contextmanager
def visitors(site: Site) -> Iterator[tuple[Visitor, Visitor]]:
    """Two that were never here before."""
    ann, ben = Visitor(site), Visitor(site)
    try:
        yield ann, ben
    finally:
        ann.close()
        ben.close()


@pytest.fixture(scope="module", params=["this machine", "this network"])
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """A server that only this machine reaches, and one that others reach, too."""
    host = "127.0.0.1" if request.param == "this machine" else "0.0.0.0"
    with serving(tmp_path_factory.mktemp("site"), host=host) as up:
        yield up


def test_the_secret_is_for_the_server_only_and_lasts(site: Site) -> None:
    with httpx.Client(base_url=site.address, headers=BROWSER, trust_env=False, timeout=60) as http:
        given = http.get("/").headers["set-cookie"]
        assert {part.strip() for part in given.split(";")[1:]} == {
            "Path=/",
            "Max-Age=34560000",
            "HttpOnly",
            "SameSite=Lax",
        }
        again = http.get("/").headers["set-cookie"]
        assert again == given, "each time the page is opened its days begin anew"
        assert "set-cookie" not in http.get("/api/runs").headers


@pytest.mark.parametrize("wrong", ["short", "a" * 44, "a" * 42 + "=", "a" * 42 + "%"])
def test_a_secret_that_cannot_be_one_is_replaced(site: Site, wrong: str) -> None:
    headers = BROWSER | {"cookie": f"{COOKIE}={wrong}"}
    answer = httpx.get(f"{site.address}/api/runs", headers=headers, trust_env=False, timeout=60)
    assert answer.headers["set-cookie"].startswith(f"{COOKIE}=")


def test_neither_sees_the_runs_and_drawings_of_the_other(site: Site) -> None:
    with visitors(site) as (ann, ben):
        run = ann.start()
        saved = ann.http.post("/api/projects", json=SPIRAL).json()["id"]
        assert run in ann.runs()
        assert run not in ben.runs()
        assert saved in {card["id"] for card in ann.http.get("/api/projects").json()}
        assert saved not in {card["id"] for card in ben.http.get("/api/projects").json()}
        path = f"/api/projects/{saved}"
        assert ben.http.get(path).status_code == 404
        assert ben.http.put(path, json=SPIRAL | {"title": "Ben's"}).status_code == 404
        assert ben.http.delete(path).status_code == 404
        assert ann.http.get(path).json()["title"] == SPIRAL["title"]


def test_a_run_of_another_is_looked_at_and_nothing_of_it_is_changed(site: Site) -> None:
    with visitors(site) as (ann, ben):
        run = ann.start()
        path = f"/api/runs/{run}"
        assert ann.http.get(path).json()["may_change"] is True
        seen = ben.http.get(path).json()
        assert seen["may_change"] is False
        assert seen["project"]["title"] == SPIRAL["title"]
        assert ben.http.get(f"{path}/metrics").status_code == 200
        refused = [
            ben.http.delete(path),
            ben.http.post(f"{path}/commands", json={"type": "stop"}),
            ben.http.post(f"{path}/reset", json={}),
        ]
        for answer in refused:
            assert answer.status_code == 403
            assert answer.json()["code"] == NOT_YOURS
            assert "make it yours" in answer.json()["error"].lower()
        assert ann.http.get(path).json()["info"]["state"] == "paused"
        assert ann.http.post(f"{path}/commands", json={"type": "stop"}).json()["ok"]
        assert ann.http.delete(path).status_code == 204


@pytest.mark.parametrize("kind", ["websocket", "polls"])
def test_over_the_stream_a_run_of_another_is_looked_at_only(site: Site, kind: str) -> None:
    with visitors(site) as (ann, ben), ben.line(kind) as tab:
        mine, theirs, heard = ben.start(), ann.start(), Heard(tab)
        tab.send(json.dumps({"type": "subscribe", "run": theirs, "after": 0}))
        assert heard.next("run")["run"]["id"] == theirs
        for number, run in enumerate((theirs, mine)):
            command = {"type": "command", "id": number, "run": run, "command": {"type": "stop"}}
            tab.send(json.dumps(command))
        first, second = heard.next("answer"), heard.next("answer")
        assert (first["ok"], first["code"]) == (False, NOT_YOURS)
        assert second["ok"], second
        assert ann.http.get(f"/api/runs/{theirs}").json()["info"]["state"] == "paused"


@pytest.mark.parametrize("kind", ["websocket", "polls"])
def test_the_list_that_a_tab_follows_has_its_own_runs_only(site: Site, kind: str) -> None:
    with visitors(site) as (ann, ben), ben.line(kind) as tab:
        heard = Heard(tab)
        assert heard.next("runs")["runs"] == []
        theirs = ann.start()
        ann.http.delete(f"/api/runs/{theirs}")
        mine = ben.start()
        told = heard.next("listed")
        assert [run["id"] for run in told["runs"]] == [mine]
        assert told["gone"] == []


def test_a_file_is_kept_for_each_who_uploaded_it(site: Site) -> None:
    headers = {"content-type": "application/octet-stream"}

    def upload(visitor: Visitor) -> str:
        asked = visitor.http.post("/api/uploads?kind=table", content=TABLE, headers=headers)
        assert asked.status_code == 201, asked.text
        key: str = asked.json()["file"]
        return key

    def listed(visitor: Visitor) -> list[str]:
        return [card["file"] for card in visitor.http.get("/api/uploads").json()]

    with visitors(site) as (ann, ben):
        key = upload(ann)
        assert (listed(ann), listed(ben)) == ([key], [])
        path = f"/api/uploads/table/{key}"
        assert ben.http.delete(path).status_code == 404
        assert upload(ben) == key
        assert ann.http.delete(path).status_code == 204
        assert (listed(ann), listed(ben)) == ([], [key])
        assert ben.http.delete(path).status_code == 204
        assert ben.http.get(path).status_code == 404


def test_after_a_restart_each_finds_their_own(tmp_path: Path) -> None:
    with serving(tmp_path) as site, visitors(site) as (ann, ben):
        run, cookies = ann.start(), [ann.cookie, ben.cookie]
    with serving(tmp_path) as site:
        mine, theirs = (
            httpx.get(
                f"{site.address}/api/runs",
                headers=BROWSER | {"cookie": cookie},
                trust_env=False,
                timeout=60,
            ).json()
            for cookie in cookies
        )
        assert [one["id"] for one in mine] == [run]
        assert theirs == []


def test_on_this_machine_a_program_acts_for_whoever_runs_the_server(tmp_path: Path) -> None:
    """curl and scripts keep no cookies: what they make is everybody's, and they may do everything."""
    with serving(tmp_path) as site, visitors(site) as (ann, ben):
        theirs = ann.start()
        answer = site.client.get("/api/runs")
        assert "set-cookie" not in answer.headers
        assert [run["id"] for run in answer.json()] == [theirs]
        made = site.post("/api/runs", {"project": SPIRAL, "paused": True}).json()["info"]["id"]
        assert ben.runs() == {made}
        assert ben.http.get(f"/api/runs/{made}").json()["may_change"] is True
        assert ben.http.delete(f"/api/runs/{made}").status_code == 204
        assert site.client.delete(f"/api/runs/{theirs}").status_code == 204


@pytest.mark.parametrize(
    "told",
    [{"host": "0.0.0.0"}, {"proxies": ("10.0.0.7",)}],
    ids=["listens for others", "behind a proxy"],
)
def test_where_others_reach_the_server_a_program_is_given_a_cookie_too(
    tmp_path: Path, told: dict[str, Any]
) -> None:
    with serving(tmp_path, **told) as site, visitors(site) as (ann, _):
        ann.start()
        answer = site.client.get("/api/runs")
        assert answer.headers["set-cookie"].startswith(f"{COOKIE}=")
        assert answer.json() == []
        made = site.post("/api/runs", {"project": SPIRAL, "paused": True}).json()["info"]["id"]
        assert [run["id"] for run in site.client.get("/api/runs").json()] == [made]


def test_on_ones_own_machine_the_work_of_all_browsers_is_brought_together(tmp_path: Path) -> None:
    """Cleared cookies or another name for the same machine cost nobody their work."""
    with serving(tmp_path) as site, visitors(site) as (ann, ben):
        run = ann.start()
        saved = ann.http.post("/api/projects", json=SPIRAL).json()["id"]
        headers = {"content-type": "application/octet-stream"}
        ann.http.post("/api/uploads?kind=table", content=TABLE, headers=headers)
        with ben.line("websocket") as tab:
            heard = Heard(tab)
            heard.next("runs")
            told = {"runs": 1, "projects": 1, "files": 1}
            assert ben.http.get("/api/gathering").json() == told
            assert ben.http.post("/api/gathering", json={}).json() == told
            assert [one["id"] for one in heard.next("listed")["runs"]] == [run]
        for each in (ann, ben):
            assert each.runs() == {run}
            assert [one["id"] for one in each.http.get("/api/projects").json()] == [saved]
            assert len(each.http.get("/api/uploads").json()) == 1
            assert set(each.http.get("/api/gathering").json().values()) == {0}
    with serving(tmp_path) as site, visitors(site) as (ann, _):
        assert ann.runs() == {run}


def test_where_others_reach_the_server_nothing_is_brought_together(tmp_path: Path) -> None:
    with serving(tmp_path, host="0.0.0.0") as site, visitors(site) as (ann, ben):
        ann.start()
        assert set(ben.http.get("/api/gathering").json().values()) == {0}
        refused = ben.http.post("/api/gathering", json={})
        assert (refused.status_code, refused.json()["code"]) == (403, "owner.only_here")
        assert ben.runs() == set()


@pytest.mark.parametrize(
    ("host", "origins", "wanted"),
    [
        ("127.0.0.1", (), True),
        ("localhost", (), True),
        ("::1", (), True),
        ("[::1]", (), True),
        ("127.0.0.2", (), True),
        ("0.0.0.0", (), False),
        ("::", (), False),
        ("192.168.1.5", (), False),
        ("school.example.org", (), False),
        ("127.0.0.1", ("https://play.example.org",), False),
    ],
)
def test_whether_only_this_machine_reaches_a_server(
    host: str, origins: tuple[str, ...], wanted: bool
) -> None:
    assert Settings(data_dir=Path(), host=host, origins=origins).is_only_here is wanted
