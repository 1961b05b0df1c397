"""A real server as a person starts it: a process of its own, a free port, an empty data folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.e2e.served import Served


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Up with a worker ready; stopped with the module."""
    server = Served(tmp_path_factory.mktemp("served"))
    try:
        server.start()
        server.wait_for_worker()
        yield server
    finally:
        server.stop()
