"""A real server as a person starts it: a process of its own, a free port, an empty data folder."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from httpx import Client
from playwright.sync_api import Browser

from tests.e2e.browsing import Person, chromium
from tests.e2e.served import Served
from tests.e2e.tab import Tab

MOST_SECS = 400
"""Longest time of one test; none takes a tenth of it on a quiet machine."""


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Up with a worker ready; stopped after the last test."""
    server = Served(tmp_path_factory.mktemp("served"))
    try:
        server.start()
        server.wait_for_worker()
        yield server
    finally:
        server.stop()


@pytest.fixture
def served(server: Served) -> Iterator[Served]:
    """The server as a test finds it: with no run, no saved project and no file of anybody else."""
    yield server
    with Tab(server) as tab:
        tidy(tab.http)


def tidy(http: Client) -> None:
    """Forget all that a test left on the server."""

    def listed(what: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = http.get(f"/api/{what}").raise_for_status().json()
        return found

    if runs := [run["id"] for run in listed("runs")]:
        answer = http.post("/api/runs/delete", json={"ids": runs}).raise_for_status()
        assert {run["code"] for run in answer.json()["left"]} <= {"runs.unknown"}, answer.text
    paths = [f"projects/{project['id']}" for project in listed("projects")]
    paths += [f"uploads/{upload['kind']}/{upload['file']}" for upload in listed("uploads")]
    paths += [f"weights/{weights['weights']}" for weights in listed("weights")]
    for path in paths:
        answer = http.delete(f"/api/{path}")
        assert answer.is_success or answer.status_code == 404, answer.text


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser; each person has a window, cookies and a storage of their own."""
    with chromium() as launched:
        yield launched


@pytest.fixture
def person(browser: Browser, served: Served) -> Iterator[Person]:
    """A visitor who made nothing here yet, unless a test brings its own."""
    visitor = Person(browser, served.address)
    yield visitor
    visitor.leave()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test in a browser waits for what it asserts; a busy machine may take its time for that.

    They come last: Playwright leaves its event loop running in the process, and ``asyncio.run`` refuses beside one.
    """
    items.sort(key=lambda item: item.get_closest_marker("e2e") is not None)
    for item in items:
        if item.get_closest_marker("e2e") and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(MOST_SECS))
