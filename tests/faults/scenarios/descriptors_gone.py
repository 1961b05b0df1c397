"""Server without a free descriptor for seconds while runs train and people save"""

from __future__ import annotations

import contextlib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.e2e.served import Served
from tests.faults.figures import Figures
from tests.faults.troubled_store import troubled

SHORT, FULL = 0, 50


def run(count: int, seed: int) -> Figures:
    """What people and runs notice of it."""
    if sys.platform != "linux":
        return Figures(0, left_out="only Linux limits the descriptors of another process")
    with tempfile.TemporaryDirectory() as folder:
        return troubled(count, seed, Path(folder), exhausted)


@contextlib.contextmanager
def exhausted(server: Served) -> Iterator[None]:
    """It can open nothing: no file, no connection, no pipe."""
    import resource

    limits = resource.prlimit(server.pid, resource.RLIMIT_NOFILE)
    # Those that are open stay open; no new one has a number below the limit.
    resource.prlimit(server.pid, resource.RLIMIT_NOFILE, (3, limits[1]))
    try:
        yield
    finally:
        resource.prlimit(server.pid, resource.RLIMIT_NOFILE, limits)
