"""What the tests of the server share: one server whose runs wait, and one with a real worker."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.server.serving import Site, serving


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server without workers: every run stays queued."""
    with serving(tmp_path_factory.mktemp("site")) as up:
        yield up
