"""PostgreSQL crashed and started anew while runs train and people save"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.faults.figures import Figures
from tests.faults.troubled_store import troubled
from tests.storage.postgres import Cluster, running

SHORT, FULL = 0, 50


def run(count: int, seed: int) -> Figures:
    """What people and runs notice of it."""
    with running(fsync=True) as cluster, tempfile.TemporaryDirectory() as folder:
        if cluster is None:
            return Figures(0, left_out="PostgreSQL is not installed here")
        url = cluster.new_database()
        return troubled(count, seed, Path(folder), lambda _: away(cluster), url)


@contextlib.contextmanager
def away(cluster: Cluster) -> Iterator[None]:
    """It has crashed, and nobody answers until it has recovered."""
    cluster.stop("immediate")
    try:
        yield
    finally:
        cluster.start()
