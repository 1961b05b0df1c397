"""While nothing can be saved every action is answered: taken, with why it waits and what is safe; later it is done."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.server.serving import Site, receive, serving
from tests.server.test_two_servers import PROJECT
from torchground.storage import store, writer


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch, patience: None) -> None:
    """Answers are due soon, so that the tests are short."""
    monkeypatch.setattr(store, "ANSWER_SECS", 0.2)
    monkeypatch.setattr(store, "DELAYED_SECS", 0.3)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Another program holds the database."""
    database = sqlite3.connect(folder / "torchground.db", isolation_level=None, timeout=60)
    database.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        database.execute("ROLLBACK")
        database.close()


def until(true: Callable[[], object]) -> None:
    give_up = time.monotonic() + 60
    while not true():
        assert time.monotonic() < give_up, "waited in vain"
        time.sleep(0.02)


def is_up(site: Site) -> None:
    """What a start writes is written."""
    assert site.client.get("/api/health").status_code == 200


def saved(answer: httpx.Response) -> Any:
    """What was saved; asked for again where the machine is busy. For before the lock."""
    assert answer.status_code in (200, 201), answer.text
    return answer.json()


def late(answer: httpx.Response, code: str) -> dict[str, Any]:
    """The answer to what is taken and waits."""
    assert answer.status_code == 202, answer.text
    told: dict[str, Any] = answer.json()
    assert told["code"] == code
    assert told["delayed"].startswith("Saving is delayed. ")
    assert told["values"]["why"]["code"] in ("store.why.locked", "store.why.slow")
    return told


def with_room(site: Site, path: str, body: object) -> Any:
    """Saved for sure, however busy the machine is."""
    answer = site.post(path, body)
    if answer.status_code == 202:
        until(lambda: site.client.get("/api/health").json()["status"] == "ok")
        return with_room(site, path, body)
    return saved(answer)


def test_every_action_is_answered_while_the_database_is_locked_and_done_afterwards(
    tmp_path: Path,
) -> None:
    headers = {"content-type": "application/json"}
    start = {"project": PROJECT, "paused": True, "request": "mine"}
    with serving(tmp_path) as site:
        kept = with_room(site, "/api/projects", PROJECT)["id"]
        gone = with_room(site, "/api/projects", PROJECT)["id"]
        run = with_room(site, "/api/runs", {**start, "request": "a"})["info"]["id"]
        doomed = with_room(site, "/api/runs", {**start, "request": "b"})["info"]["id"]
        with locked(tmp_path):
            new = late(site.post("/api/projects", PROJECT), "store.delayed.project")["id"]
            for title in ("One", "Two", "Three"):
                body = json.dumps({**PROJECT, "title": title})
                put = site.client.put(f"/api/projects/{kept}", content=body, headers=headers)
                assert late(put, "store.delayed.project")["id"] == kept
            deletion = site.client.delete(f"/api/projects/{gone}", headers=headers)
            late(deletion, "store.delayed.deletion")
            late(site.post("/api/runs", start), "runs.delayed")
            late(site.post("/api/runs", start), "runs.delayed")
            for _ in range(3):
                deletion = site.client.delete(f"/api/runs/{doomed}", headers=headers)
                late(deletion, "store.delayed.deletion")
            stop = site.post(f"/api/runs/{run}/commands", {"type": "stop"}).json()
            assert stop["ok"]
            assert stop["value"]["taken"].startswith("Saving is delayed. ")
            health = site.client.get("/api/health").json()
            assert health["status"] == "saving_delayed"
            assert "holds the database" in health["reason"]
            assert site.client.get(f"/api/runs/{run}").json()["info"]["state"] == "paused"
        until(lambda: site.client.get("/api/health").json()["status"] == "ok")
        titles = {one["id"]: one["title"] for one in site.client.get("/api/projects").json()}
        assert titles == {kept: "Three", new: titles[new]}
        listed = {one["id"]: one for one in site.client.get("/api/runs").json()}
        made = saved(site.post("/api/runs", start))["info"]["id"]
        assert set(listed) == {run, made}, "what waited was made once"
        assert listed[run]["state"] == "stopped"


def test_a_run_that_begins_anew_is_stopped_and_its_draft_is_made_once(tmp_path: Path) -> None:
    start = {"project": PROJECT, "paused": True}
    again = {"new_seed": True, "request": "again"}
    with serving(tmp_path) as site:
        old = with_room(site, "/api/runs", start)["info"]["id"]
        with locked(tmp_path):
            for _ in range(2):
                late(site.post(f"/api/runs/{old}/reset", again), "runs.delayed")
        until(lambda: site.client.get("/api/health").json()["status"] == "ok")
        until(lambda: site.client.get(f"/api/runs/{old}").json()["info"]["state"] == "stopped")
        made = with_room(site, f"/api/runs/{old}/reset", again)
        assert made == with_room(site, f"/api/runs/{old}/reset", again)
        assert made["info"]["draft"]


def test_a_tab_is_told_that_saving_is_delayed_and_that_it_goes_on(tmp_path: Path) -> None:
    with serving(tmp_path) as site, site.stream() as tab:
        receive(tab, "hello")
        with locked(tmp_path):
            site.post("/api/projects", PROJECT)
            while (told := receive(tab, "heartbeat"))["delayed"] is None:
                """One from before."""
            assert told["code"] == "store.saving_delayed"
            assert "What was saved is safe" in told["delayed"]
        while receive(tab, "heartbeat")["delayed"] is not None:
            """Until what waited is saved."""


def test_no_more_waits_in_memory_than_the_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "MAX_REQUESTS", 3)
    with serving(tmp_path) as site:
        is_up(site)
        with locked(tmp_path):
            answers = [site.post("/api/projects", PROJECT) for _ in range(5)]
            assert [one.status_code for one in answers] == [202, 202, 202, 503, 503]
            assert answers[-1].json()["code"] == "store.too_much_waits"
            assert answers[-1].headers["retry-after"]
        until(lambda: len(site.client.get("/api/projects").json()) == 3)


def test_a_full_disk_is_said_to_be_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno

    from torchground.files.store import FileStore

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with serving(tmp_path) as site:
        with monkeypatch.context() as patched:
            patched.setattr(FileStore, "hold", full)
            answer = site.post("/api/projects", PROJECT)
        assert answer.status_code == 503
        assert answer.json()["code"] == "server.disk_full"
        assert "is full" in answer.json()["error"]


def test_a_server_that_starts_while_the_database_is_locked_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lock comes right after its tables are in today's form."""
    lock = sqlite3.connect(
        tmp_path / "torchground.db", isolation_level=None, check_same_thread=False
    )
    real = store.Store.open

    async def locks(self: store.Store) -> None:
        await real(self)
        lock.execute("BEGIN EXCLUSIVE")

    monkeypatch.setattr(store.Store, "open", locks)
    with serving(tmp_path) as site:
        late(site.post("/api/projects", PROJECT), "store.delayed.project")
        notices = site.client.get("/api/health").json()["notices"]
        assert [one for one in notices if "has started all the same" in one]
        lock.execute("ROLLBACK")
        until(lambda: len(site.client.get("/api/projects").json()) == 1)
    lock.close()
