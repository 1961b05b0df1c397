"""Points as they are read back: dense and in order, with a point of kind "lost" wherever one cannot be read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from torchground.storage import checksums, reading, sentences
from torchground.storage.records import DamagedRow, SavedPoint
from torchground.storage.tables import POINTS, RUNS

PIECE = 2_000
"""Points that are read at once."""
LOST = "lost"
"""The kind of a point that stands where another one can no longer be read."""
_COLUMNS = (POINTS.c.seq, POINTS.c.kind, POINTS.c.data, POINTS.c.checksum)


def points(connection: Connection, run_id: str, after: int, limit: int) -> list[SavedPoint]:
    """At most ``limit`` points after ``after``: each is there, though it may be of kind "lost"."""
    query = _query(run_id, after).limit(limit)
    found = _found(connection, run_id, query)
    if found is None:
        last = min(after + limit, _last_seq(connection, run_id))
        return _dense(_one_by_one(connection, run_id, range(after + 1, last + 1)), after, last)
    last = max(found, default=after)
    if len(found) < limit:
        last = max(last, _last_seq(connection, run_id))
    return _dense(found, after, min(last, after + limit))


def changes(connection: Connection, run_id: str, after: int, limit: int) -> list[SavedPoint]:
    """The changed settings after a point. Raises :class:`DamagedRow` where one may be missing among them."""
    query = _query(run_id, after).where(POINTS.c.kind == "change").limit(limit)
    found = _found(connection, run_id, query)
    if found is None or LOST in {point.kind for point in found.values()}:
        raise DamagedRow(sentences.CHANGES_DAMAGED())
    return list(found.values())


def check_changes(connection: Connection, run_id: str, after: int) -> None:
    """Raises :class:`DamagedRow` where a point after this one is lost: it may have been a changed setting."""
    while found := points(connection, run_id, after, PIECE):
        if any(point.kind == LOST for point in found):
            raise DamagedRow(sentences.CHANGES_DAMAGED())
        after = found[-1].seq


def _query(run_id: str, after: int) -> Select[Any]:
    here = (POINTS.c.run_id == run_id) & (POINTS.c.seq > after)
    return select(*_COLUMNS).where(here).order_by(POINTS.c.seq)


def _found(connection: Connection, run_id: str, query: Select[Any]) -> dict[int, SavedPoint] | None:
    """The points of a query by number, those that cannot be read as lost; None where the query breaks."""
    try:
        rows = connection.execute(query).all()
    except Exception as error:
        if not reading.is_bad(error):
            raise
        return None
    return {row.seq: _point(run_id, row) for row in rows if isinstance(row.seq, int)}


def _one_by_one(connection: Connection, run_id: str, seqs: Iterable[int]) -> dict[int, SavedPoint]:
    found: dict[int, SavedPoint] = {}
    for seq in seqs:
        here = (POINTS.c.run_id == run_id) & (POINTS.c.seq == seq)
        one = _found(connection, run_id, select(*_COLUMNS).where(here))
        found |= one or {}
    return found


def _point(run_id: str, row: Row[Any]) -> SavedPoint:
    try:
        checksums.check(row.checksum, run_id, row.seq, row.kind, row.data)
        if row.checksum is None:
            _compare(json.loads(row.data), row)
    except (ValueError, TypeError, KeyError):
        return SavedPoint(row.seq, LOST, "")
    return SavedPoint(row.seq, row.kind, row.data)


def _compare(data: Any, row: Row[Any]) -> None:
    """For rows from before there were checksums. Raises ``ValueError`` where the two do not tell the same."""
    if (data["seq"], data["kind"]) != (row.seq, row.kind):
        raise ValueError("the point and its row are two different ones")


def _dense(found: Mapping[int, SavedPoint], after: int, last: int) -> list[SavedPoint]:
    """A point for every number, those that are lost at the step of the one before."""
    return list(_filled(found, after, last))


def _filled(found: Mapping[int, SavedPoint], after: int, last: int) -> Iterator[SavedPoint]:
    before: SavedPoint | None = None
    for seq in range(after + 1, last + 1):
        point = found.get(seq)
        if point is None or point.kind == LOST:
            yield _lost(seq, before)
        else:
            before = point
            yield point


def _lost(seq: int, before: SavedPoint | None) -> SavedPoint:
    at = {} if before is None else json.loads(before.data)
    epoch, step = at.get("epoch", 0), at.get("step", 0)
    return SavedPoint(
        seq, LOST, json.dumps({"seq": seq, "kind": LOST, "epoch": epoch, "step": step})
    )


def _last_seq(connection: Connection, run_id: str) -> int:
    """The number of the last point, by the run's row; 0 where that cannot be read."""
    try:
        found = connection.execute(select(RUNS.c.last_seq).where(RUNS.c.id == run_id)).scalar()
    except Exception as error:
        if not reading.is_bad(error):
            raise
        found = None
    return found if isinstance(found, int) else 0
