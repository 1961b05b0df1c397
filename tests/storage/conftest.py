"""Every test of the store runs on SQLite and on a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.storage.postgres import Cluster, running


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL for this session."""
    with running() as cluster:
        if cluster is None:
            pytest.skip("NOT TESTED AGAINST POSTGRESQL: no initdb in /usr/lib/postgresql or PATH")
        yield cluster


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Of a new, empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'torchground.db'}"
    return str(request.getfixturevalue("cluster").new_database())
