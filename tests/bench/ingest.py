"""How many points a second the store keeps, and how long a person's save takes meanwhile.

    python -m tests.bench.ingest [--secs 8] [--runs 30] [--trip-ms 0.5] [--url postgresql://…]

A PostgreSQL of its own (with fsync), unless a URL is given. Every run sends its next points as soon as fewer than 5,000
wait, as workers do; a person saves a project again and again beside it. "before" is the writer as it was: one operation
after the other, everything that waits in one transaction. ``--trip-ms`` is the way to a database on another machine:
that much is added to every statement.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, event, insert, update

from tests.bench.served import table
from tests.storage.postgres import running
from tests.storage.rows import a_run
from torchground.runs.incoming import MAX_BACKLOG
from torchground.storage import run_writes, writer
from torchground.storage.records import SavedPoint
from torchground.storage.run_columns import columns
from torchground.storage.run_writes import RunWrite
from torchground.storage.store import Store
from torchground.storage.tables import POINTS, RUNS

POINT = (
    '{{"seq":{seq},"kind":"epoch","epoch":{seq},"step":{seq},"at":1764541917.123,"train_loss":0.43215678,'
    '"val_loss":0.5124321,"test_loss":null,"metrics":{{"accuracy":0.87321,"val_accuracy":0.8123}},"lr":0.001}}'
)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--secs", type=float, default=8)
    parser.add_argument("--runs", type=int, default=30)
    parser.add_argument("--trip-ms", type=float, default=0.5)
    parser.add_argument("--url")
    given = parser.parse_args()
    with databases(given.url) as urls:
        with as_before():
            before = measured(next(urls), given.secs, given.runs, given.trip_ms / 1000)
        after = measured(next(urls), given.secs, given.runs, given.trip_ms / 1000)
    names = ["points a second", "save, median ms", "save, worst ms"]
    figures = ["≥ 5000", "", "≤ 1000"]
    rows = [
        [name, figure, old, new, new / old]
        for name, figure, old, new in zip(names, figures, before, after, strict=True)
    ]
    table(rows, "what", "figure", "before", "now", "ratio")


@contextmanager
def databases(url: str | None) -> Iterator[Iterator[str]]:
    """New, empty databases, as many as are asked for."""
    if url is not None:
        yield iter([url, url])
        return
    with running(fsync=True) as cluster:
        if cluster is None:
            raise SystemExit("PostgreSQL is not installed here; give --url")
        yield iter([cluster.new_database(), cluster.new_database()])


def measured(url: str, secs: float, num_runs: int, trip: float) -> tuple[float, float, float]:
    """Points a second, and how long saves took: the median and the worst, in ms."""
    return asyncio.run(_measured(url, secs, num_runs, trip))


async def _measured(
    url: str, secs: float, num_runs: int, trip: float
) -> tuple[float, float, float]:
    store = Store(url)
    await store.open()
    if trip:
        event.listen(store._engines[0], "before_cursor_execute", lambda *_: time.sleep(trip))
    runs = [a_run() for _ in range(num_runs)]
    for run in runs:
        await store.add_run(run, {}, None)
    kept = 0

    def count(_: object) -> None:
        nonlocal kept
        kept += 1

    async def send() -> None:
        seq = 0
        while time.monotonic() < until:
            seq += 1
            for run in runs:
                point = SavedPoint(seq, "epoch", POINT.format(seq=seq))
                store.append(run.id, 1, [point], epoch=seq, step=seq).add_done_callback(count)
            await asyncio.sleep(0)
            while store.backlog > MAX_BACKLOG:
                await asyncio.sleep(0.02)

    waits: list[float] = []

    async def save() -> None:
        while time.monotonic() < until:
            began = time.monotonic()
            await store.add_project({"torchground": 1}, title="A project")
            waits.append(1000 * (time.monotonic() - began))
            await asyncio.sleep(0.1)

    until = time.monotonic() + secs
    began = time.monotonic()
    await asyncio.gather(send(), save())
    rate = kept / (time.monotonic() - began)
    await store.close()
    return rate, statistics.median(waits), max(waits)


@contextmanager
def as_before() -> Iterator[None]:
    """The writer as it was: no bound, no order but that of coming, each point by itself."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(writer, "next_batch", lambda waiting, _: list(waiting))
        patched.setattr(run_writes, "perform", _one_by_one)
        yield


def _one_by_one(connection: Connection, writes: Sequence[RunWrite]) -> list[int]:
    lasts = []
    for write in writes:
        row = run_writes._locked(connection, {write.run_id})[write.run_id]
        points = write.points or ()
        rows = [
            {"run_id": write.run_id, "seq": p.seq, "kind": p.kind, "data": p.data} for p in points
        ]
        connection.execute(insert(POINTS), rows)
        last = row.last_seq + len(points)
        change = update(RUNS).where(RUNS.c.id == write.run_id)
        connection.execute(change.values(last_seq=last, **columns(write.values)))
        lasts.append(last)
    return lasts


if __name__ == "__main__":
    main()
