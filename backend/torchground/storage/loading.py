"""All runs as a server finds them at its start: rows that cannot be read are left out and named."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Integer, Row, func, select, type_coerce

from torchground.storage import reading, row_sums, run_rows, sentences
from torchground.storage.checkpoint_columns import columns_of
from torchground.storage.records import BadRow, SavedRun
from torchground.storage.tables import NOTES, POINTS, RUNS
from torchground.telemetry.messages import Note
from torchground.words import Sentence

MOST_NAMED = 5
"""Rows that are named in one sentence."""


@dataclass(frozen=True)
class Mended:
    """A run whose row and whose points do not tell the same: the points count."""

    run: SavedRun
    note: Sentence

    @property
    def values(self) -> dict[str, Any]:
        """The columns that are changed."""
        return {"last_seq": self.run.info.last_seq, **columns_of(self.run.checkpoints)}


@dataclass(frozen=True)
class Loaded:
    """What could be read."""

    runs: list[SavedRun]
    bad: list[BadRow]
    mended: list[Mended]
    altered: list[str]
    """The ids of runs of which something in the row is not as it was written."""

    @property
    def sentences(self) -> list[Sentence]:
        """What whoever runs the server should know of it."""
        told = list[Sentence]()
        if self.bad:
            named = [f"{row.table} {row.id[:40]} ({row.why[:80]})" for row in self.bad[:MOST_NAMED]]
            told.append(sentences.ROWS_LEFT_OUT(count=len(self.bad), first="; ".join(named)))
        if self.mended:
            told.append(sentences.RUNS_MISCOUNTED(count=len(self.mended)))
        if self.altered:
            told.append(sentences.RUNS_ALTERED(count=len(self.altered)))
        return told

    @property
    def notes(self) -> list[tuple[str, Sentence]]:
        """What each run should say of itself, by the run's id."""
        altered = [(run_id, sentences.RUN_ALTERED()) for run_id in self.altered]
        return [(one.run.info.id, one.note) for one in self.mended] + altered


def load(connection: Connection) -> Loaded:
    """Every run with its notes, oldest first."""
    notes, bad_notes = reading.good(
        connection,
        select(NOTES).order_by(NOTES.c.at, NOTES.c.id),
        NOTES,
        lambda row: (row.run_id, run_rows.note_of(row)),
    )
    by_run: dict[str, list[Note]] = {}
    for run_id, note in notes:
        by_run.setdefault(run_id, []).append(note)
    altered = list[str]()

    def run(row: Row[Any]) -> SavedRun:
        made = run_rows.run_of(row, by_run.get(row.id, []))
        if row_sums.is_damaged(row._mapping):
            altered.append(row.id)
        return made

    left_out = ("project", "checksum", "draft")
    columns: list[Any] = [column for column in RUNS.c if column.name not in left_out]
    columns.append(type_coerce(RUNS.c.draft, Integer).label("draft"))  # else anything is true
    runs, bad_runs = reading.good(
        connection,
        select(*columns).order_by(RUNS.c.created, RUNS.c.id),
        RUNS,
        run,
    )
    mended = [made for run in runs if (made := _mended(connection, run)) is not None]
    by_id = {one.run.info.id: one.run for one in mended}
    whole = [by_id.get(run.info.id, run) for run in runs]
    return Loaded(whole, bad_runs + bad_notes, mended, altered)


def _mended(connection: Connection, run: SavedRun) -> Mended | None:
    """The run with the number of its last point set right; None where it is right or nobody can tell."""
    info = run.info
    try:
        query = select(func.max(POINTS.c.seq)).where(POINTS.c.run_id == info.id)
        last = connection.execute(query).scalar() or 0
    except Exception as error:
        if not reading.is_bad(error):
            raise
        return None
    if last == info.last_seq or not isinstance(last, int):
        return None
    # Points after a checkpoint that lies further would leave a hole; from before it they are made again.
    kept = tuple(one for one in run.checkpoints if one.seq <= last)
    changed = replace(run, info=info.model_copy(update={"last_seq": last}), checkpoints=kept)
    return Mended(changed, sentences.POINTS_MISCOUNTED(said=info.last_seq, found=last))
