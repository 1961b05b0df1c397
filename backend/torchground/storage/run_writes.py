"""Writes of runs that are made together: one statement reads all their rows, one keeps all their points.

A batch holds the points of many runs. One after the other, each costs three trips to the database; together they cost
three for all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, text, update

from torchground.storage import checksums, row_sums
from torchground.storage.records import Gap, SavedPoint, Stale, WriteRefused
from torchground.storage.run_columns import columns
from torchground.storage.tables import POINTS, RUNS

KEEP_POINTS = text(
    "INSERT INTO points (run_id, seq, kind, data, checksum) SELECT * FROM unnest("
    "CAST(:run_ids AS varchar[]), CAST(:seqs AS integer[]), CAST(:kinds AS varchar[]), CAST(:data AS text[]), "
    "CAST(:checksums AS integer[]))"
)
"""PostgreSQL takes any number of rows as four lists, in one statement that is always the same."""


@dataclass(frozen=True)
class RunWrite:
    """Columns of a run, or its next points with the columns that change with them."""

    run_id: str
    attempt: int | None
    """Only while it is the newest; None for whoever need not be."""
    values: Mapping[str, Any] = field(default_factory=dict)
    points: Sequence[SavedPoint] | None = None
    """With points, ``values`` are only set where one of them was not kept already."""


@dataclass
class _Row:
    """A run's row as the writes before have left it, and what is not written yet."""

    values: Mapping[Any, Any]
    attempt: int
    last_seq: int
    changed: dict[str, Any] = field(default_factory=dict)


def perform(connection: Connection, writes: Sequence[RunWrite]) -> list[int | WriteRefused]:
    """Make the writes, in order. For each the run's last seq, or why nothing of it was written:

    :class:`Stale` where its attempt is no longer the newest or the run is gone, :class:`Gap` where a point is missing.
    """
    rows = _locked(connection, {write.run_id for write in writes})
    fresh: list[tuple[str, SavedPoint]] = []
    outcomes: list[int | WriteRefused] = []
    for write in writes:
        try:
            outcomes.append(_take(rows.get(write.run_id), write, fresh))
        except WriteRefused as refusal:
            outcomes.append(refusal)
    _keep_points(connection, fresh)
    _change_runs(connection, rows)
    return outcomes


def _locked(connection: Connection, run_ids: set[str]) -> dict[str, _Row]:
    """The rows, locked, always in the same order, so that two servers never wait for each other."""
    query = select(*row_sums.SUMMED, RUNS.c.row_checksum).where(RUNS.c.id.in_(sorted(run_ids)))
    found = connection.execute(query.order_by(RUNS.c.id).with_for_update())
    return {row["id"]: _Row(row, row["attempt"], row["last_seq"]) for row in found.mappings()}


def _take(row: _Row | None, write: RunWrite, fresh: list[tuple[str, SavedPoint]]) -> int:
    run_id = write.run_id
    if row is None:
        raise Stale(f"Run {run_id} is gone.")
    if write.attempt is not None and row.attempt != write.attempt:
        raise Stale(
            f"Attempt {write.attempt} of run {run_id} was followed by attempt {row.attempt}."
        )
    if write.points is None:
        row.changed |= columns(write.values)
        return row.last_seq
    points = [point for point in write.points if point.seq > row.last_seq]
    if not points:
        return row.last_seq
    first, last = row.last_seq + 1, row.last_seq + len(points)
    if [point.seq for point in points] != list(range(first, last + 1)):
        raise Gap(f"Point {first} of run {run_id} is missing: {points[0].seq} came.")
    fresh += [(run_id, point) for point in points]
    row.last_seq = last
    row.changed |= {**columns(write.values), "last_seq": last}
    return last


def _keep_points(connection: Connection, fresh: Sequence[tuple[str, SavedPoint]]) -> None:
    if not fresh:
        return
    rows = [
        {
            "run_id": run_id,
            "seq": point.seq,
            "kind": point.kind,
            "data": point.data,
            "checksum": checksums.of(run_id, point.seq, point.kind, point.data),
        }
        for run_id, point in fresh
    ]
    if connection.dialect.name != "postgresql":
        connection.execute(insert(POINTS), rows)
        return
    lists = {
        "run_ids": [row["run_id"] for row in rows],
        "seqs": [row["seq"] for row in rows],
        "kinds": [row["kind"] for row in rows],
        "data": [row["data"] for row in rows],
        "checksums": [row["checksum"] for row in rows],
    }
    connection.execute(KEEP_POINTS, lists)


def _change_runs(connection: Connection, rows: Mapping[str, _Row]) -> None:
    """One statement for all runs of which the same columns change."""
    alike: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for run_id, row in rows.items():
        if row.changed:
            row.changed["row_checksum"] = row_sums.after(row.values, row.changed)
            names = tuple(sorted(row.changed))
            alike.setdefault(names, []).append({**row.changed, "of_run": run_id})
    for names, values in alike.items():
        change = update(RUNS).where(RUNS.c.id == bindparam("of_run"))
        connection.execute(change.values({name: bindparam(name) for name in names}), values)
