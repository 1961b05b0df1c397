"""A real server as a person starts it: a process of its own, a free port, an empty data folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.e2e.browsing import Person, chromium
from tests.e2e.served import Served
from tests.e2e.tab import Tab
from torchground.telemetry.messages import OVER


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


@pytest.fixture(scope="module")
def served(server: Served) -> Iterator[Served]:
    """The server, on which nothing trains when a test begins; its runs are gone when a module ends."""
    yield server
    with Tab(server) as tab:
        for run in tab.http.get("/api/runs").json():
            tab.http.delete(f"/api/runs/{run['id']}")


@pytest.fixture(autouse=True)
def nothing_left_running(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whoever comes next finds a fresh page, not the run that is going on."""
    yield
    if "served" not in request.fixturenames:
        return
    with Tab(request.getfixturevalue("served")) as tab:
        for run in tab.http.get("/api/runs").json():
            if run["state"] not in OVER:
                tab.command(run["id"], type="stop")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for the tests of a module; each person has a window of their own."""
    with chromium() as launched:
        yield launched


@pytest.fixture(scope="module")
def person(browser: Browser, served: Served) -> Iterator[Person]:
    """One visitor for the tests of a module, unless it brings its own."""
    visitor = Person(browser, served.address)
    yield visitor
    visitor.leave()
