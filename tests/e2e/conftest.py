"""A real server as a person starts it: a process of its own, a free port, an empty data folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

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
    """The server, on which nothing trains when a module begins; its runs are gone when it ends."""
    yield server
    with Tab(server) as tab:
        for run in tab.http.get("/api/runs").json():
            if run["state"] not in OVER:
                tab.command(run["id"], type="stop")
            tab.http.delete(f"/api/runs/{run['id']}")
