"""PostgreSQL crashed and started anew while runs train and people save"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.faults.figures import Figures
from tests.faults.troubled_store import troubled
from tests.storage.postgres import Cluster, installed

SHORT, FULL = 0, 50


def run(count: int, seed: int) -> Figures:
    """What people and runs notice of it."""
    programs = installed()
    if programs is None:
        return Figures(0, left_out="PostgreSQL is not installed here")
    cluster = Cluster(programs, fsync=True)
    try:
        cluster.start()
        url = cluster.new_database()
        with tempfile.TemporaryDirectory() as folder:
            return troubled(count, seed, Path(folder), lambda _: away(cluster), url)
    finally:
        cluster.remove()


@contextlib.contextmanager
def away(cluster: Cluster) -> Iterator[None]:
    """It has crashed, and nobody answers until it has recovered."""
    cluster.stop("immediate")
    try:
        yield
    finally:
        cluster.start()
