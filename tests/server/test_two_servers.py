"""Two servers on one PostgreSQL: one goes on with the runs, the other says so, waits, and takes over when it may."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import psycopg
import pytest
from websockets.exceptions import ConnectionClosed

from tests.server.serving import Site, serving
from tests.storage.conftest import cluster
from tests.storage.postgres import Cluster
from tests.storage.test_lease import end_owner, waiting_for_the_lock
from torchground.server import life

__all__ = ["cluster"]

PROJECT: dict[str, Any] = {
    "torchground": 1,
    "network": {
        "nodes": [
            {"id": "x", "layer": {"type": "input"}},
            {"id": "y", "layer": {"type": "output"}},
        ],
        "edges": [{"source": "x", "target": "y"}],
    },
    "data": {"type": "circle"},
}


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Servers look often who owns the database."""
    monkeypatch.setattr(life, "LEASE_SECS", 0.05)


def status(site: Site) -> str:
    return str(site.client.get("/api/health").json()["status"])


def until(true: Callable[[], object]) -> None:
    give_up = time.monotonic() + 60
    while not true():
        assert time.monotonic() < give_up, "waited in vain"
        time.sleep(0.02)


class Said:
    """What the servers of a test have said to whoever runs them.

    ``capfd`` cannot be asked while a server still writes: it reads its file, then empties it, and what another
    thread writes between the two is lost.
    """

    def __init__(self) -> None:
        self._sentences: list[str] = []

    def add(self, sentence: object) -> None:
        self._sentences.append(str(sentence))

    def __contains__(self, text: object) -> bool:
        return any(str(text) in sentence for sentence in tuple(self._sentences))


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Said:
    """From before the first server starts."""
    said = Said()
    monkeypatch.setattr(life, "_say", said.add)
    return said


@pytest.fixture
def pair(
    cluster: Cluster, tmp_path: Path, said: Said
) -> Iterator[tuple[str, Site, Site, ExitStack]]:
    """The URL, the server that came first, the one that came second, and what ends the first."""
    url = cluster.new_database()
    with ExitStack() as both:
        first_ends = both.enter_context(ExitStack())
        first = first_ends.enter_context(serving(tmp_path / "one", database_url=url))
        assert status(first) == "ok"
        second = both.enter_context(serving(tmp_path / "two", database_url=url))
        yield url, first, second, first_ends


def test_the_second_server_says_so_and_waits(
    pair: tuple[str, Site, Site, ExitStack], said: Said
) -> None:
    _, first, second, _ = pair
    assert status(first) == "ok"
    told = second.client.get("/api/health").json()
    assert told["status"] == "waiting"
    assert "process" in told["reason"]
    assert "goes on with the runs in this database" in told["reason"]
    until(lambda: told["reason"] in said)
    refused = second.post("/api/runs", {"project": PROJECT})
    assert refused.status_code == 503
    assert refused.headers["retry-after"] == "5"
    assert refused.json()["code"] == "server.waiting"
    assert refused.json()["error"] == told["reason"]
    assert second.client.get("/").status_code == 200, "the page is there, and says the same"
    with pytest.raises(ConnectionClosed) as closed, second.stream() as socket:
        socket.recv(timeout=20)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1013
    assert first.post("/api/runs", {"project": PROJECT, "paused": True}).status_code == 201


def test_the_second_server_takes_over_when_the_first_ends(
    pair: tuple[str, Site, Site, ExitStack], said: Said
) -> None:
    _, first, second, first_ends = pair
    made = first.post("/api/runs", {"project": PROJECT, "paused": True}).json()["info"]["id"]
    first_ends.close()
    until(lambda: status(second) == "ok")
    until(lambda: "The other Torchground is gone" in said)
    assert [run["id"] for run in second.client.get("/api/runs").json()] == [made]
    assert second.client.get("/api/health").json()["reason"] is None


def test_a_server_that_was_overtaken_lets_go_says_so_and_may_come_back(
    cluster: Cluster, tmp_path: Path, said: Said
) -> None:
    url = cluster.new_database()
    with serving(tmp_path, database_url=url) as site:
        made = site.post("/api/runs", {"project": PROJECT, "paused": True}).json()["info"]["id"]
        with waiting_for_the_lock(url) as granted:
            end_owner(url)
            assert granted.wait(60)
            until(lambda: status(site) == "waiting")
            assert "took over its runs" in site.client.get("/api/health").json()["reason"]
            until(lambda: "took over its runs" in said)
            assert site.client.get("/api/runs").status_code == 503
        until(lambda: status(site) == "ok")
        assert [run["id"] for run in site.client.get("/api/runs").json()] == [made]


def test_a_short_break_of_the_line_changes_nothing(cluster: Cluster, tmp_path: Path) -> None:
    url = cluster.new_database()
    with serving(tmp_path, database_url=url) as site:
        end_owner(url)
        for _ in range(20):
            assert status(site) == "ok"
            time.sleep(0.02)
        assert site.post("/api/projects", PROJECT).status_code == 201


def opened_elsewhere(url: str) -> None:
    """Another server opens the database, as its start does."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("UPDATE store_mark SET opening = 'another'")


def test_the_first_write_that_is_refused_is_enough_to_let_go(
    cluster: Cluster,
    tmp_path: Path,
    said: Said,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nothing waits for the next look: who was overtaken answers with a sentence from its next write on."""
    monkeypatch.setattr(life, "LEASE_SECS", 3600)
    url = cluster.new_database()
    with serving(tmp_path, database_url=url) as site:
        made = site.post("/api/runs", {"project": PROJECT, "paused": True}).json()["info"]["id"]
        with waiting_for_the_lock(url) as granted:
            end_owner(url)
            assert granted.wait(60)
            opened_elsewhere(url)
            stop = site.post(f"/api/runs/{made}/commands", {"type": "stop"})
            assert not stop.json().get("ok")
            refused = site.post("/api/projects", PROJECT)
            assert refused.status_code == 503
            assert "another" in refused.json()["error"].lower()
            until(lambda: status(site) == "waiting")
            until(lambda: "took over its runs" in said)
            with psycopg.connect(url, autocommit=True) as connection:
                rows = connection.execute("SELECT state FROM runs").fetchall()
            assert rows == [("paused",)]


def test_whoever_was_overtaken_for_a_moment_reads_everything_anew(
    cluster: Cluster, tmp_path: Path, said: Said
) -> None:
    """The lease is its own again, but another server went on with the runs meanwhile."""
    url = cluster.new_database()
    with serving(tmp_path, database_url=url) as site:
        made = site.post("/api/runs", {"project": PROJECT, "paused": True}).json()["info"]["id"]
        opened_elsewhere(url)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("UPDATE runs SET title = 'As the other left it'")
        assert site.post("/api/projects", PROJECT).status_code == 503
        until(lambda: "reads the runs anew" in said)
        until(lambda: status(site) == "ok")
        info = site.client.get(f"/api/runs/{made}").json()["info"]
        assert info["title"] == "As the other left it"
        assert site.post("/api/projects", PROJECT).status_code == 201
