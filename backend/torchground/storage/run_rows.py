"""Rows of runs and notes: every operation here may be run twice and refuses before it writes.

What is written of many runs at once is in ``run_writes``, what is read back in ``loading`` and ``point_rows``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from torchground.storage import checksums, file_keys, reading, row_sums, sentences
from torchground.storage.checkpoint_columns import checkpoints_of, columns_of
from torchground.storage.reading import text, whole
from torchground.storage.records import MAX_NOTES, DamagedRow, SavedRun, Stale
from torchground.storage.tables import FORGOTTEN_RUNS, NOTES, POINTS, RUNS
from torchground.telemetry.messages import Note, RunInfo, RunState
from torchground.words import Sentence
from torchground.words import whole as whole_sentence


def add(
    connection: Connection, info: RunInfo, text: str, request: str | None, owner: str | None = None
) -> str:
    """Keep a new run of a project (JSON); the id of the run that this ``request`` made, which may be an earlier one."""
    same = (RUNS.c.id == info.id) if request is None else (RUNS.c.request == request)
    known = connection.execute(select(RUNS.c.id).where(same)).scalar_one_or_none()
    if known is not None:
        return str(known)
    values: dict[str, Any] = {
        "id": info.id,
        "request": request,
        "files": file_keys.packed(text),
        "title": info.title,
        "created": info.created,
        "draft": info.draft,
        "state": info.state,
        "reason_code": info.reason_code,
        "reason_values": json.dumps(info.reason_values) if info.reason_code else None,
        "epoch": info.epoch,
        "step": info.step,
        "last_seq": 0,
        "epochs": info.epochs,
        "steps_per_epoch": info.steps_per_epoch,
        "num_params": info.num_params,
        "device": info.device,
        "steps_per_second": info.steps_per_second,
        "settings": json.dumps(info.settings),
        "final": "{}",
        "attempt": 1,
        "deaths": 0,
        "owner": owner,
        "tags": json.dumps(info.tags),
        "own_notes": info.own_notes,
        "seed": info.seed,
        **columns_of(()),
    }
    sums = {"checksum": checksums.of(info.id, text), "row_checksum": row_sums.of(values)}
    connection.execute(insert(RUNS).values(project=text, **values, **sums))
    return info.id


def begin_attempt(
    connection: Connection, run_id: str, attempt: int, *, is_again: bool = False
) -> None:
    """From now on only this attempt may write. Raises :class:`Stale` where a newer one began already, or this one did.

    ``is_again``: an earlier try may have begun it, whose answer was lost.
    """
    here = RUNS.c.id == run_id
    query = select(*row_sums.SUMMED, RUNS.c.row_checksum).where(here).with_for_update()
    row = connection.execute(query).mappings().one_or_none()
    least = attempt if is_again else attempt - 1
    if row is None or row["attempt"] > least:
        raise Stale(
            f"Run {run_id} is gone, or attempt {attempt} or a later one has begun elsewhere."
        )
    changed = {"attempt": attempt}
    changed["row_checksum"] = row_sums.after(row, changed)
    connection.execute(update(RUNS).where(here).values(**changed))


def add_note(connection: Connection, run_id: str, note_id: str, note: Note) -> None:
    """Keep a note, and of the run's the newest ones only.

    The same ``note_id`` is kept once, one on a run that is gone not at all.
    """
    there = connection.execute(select(NOTES.c.id).where(NOTES.c.id == note_id)).first()
    run = connection.execute(select(RUNS.c.id).where(RUNS.c.id == run_id)).first()
    if there is None and run is not None:
        connection.execute(
            insert(NOTES).values(
                id=note_id,
                run_id=run_id,
                at=note.at,
                step=note.step,
                kind=note.kind,
                code=note.code,
                sentence_values=json.dumps(note.values),
            )
        )
        newest_first = select(NOTES.c.id).where(NOTES.c.run_id == run_id)
        newest_first = newest_first.order_by(NOTES.c.at.desc(), NOTES.c.id.desc())
        ids = connection.execute(newest_first.offset(MAX_NOTES)).scalars().all()
        if ids:
            connection.execute(delete(NOTES).where(NOTES.c.id.in_(ids)))


def remove(connection: Connection, run_id: str, at: str, long_ago: str) -> None:
    """Forget a run with its points and notes; that it was here is known until its files are gone for sure.

    ``at`` is the time now, ``long_ago`` one before which no file of a deleted run is still being removed.
    """
    connection.execute(delete(POINTS).where(POINTS.c.run_id == run_id))
    connection.execute(delete(NOTES).where(NOTES.c.run_id == run_id))
    known = FORGOTTEN_RUNS.c
    is_past = (known.at < long_ago) | (known.run_id == run_id)
    connection.execute(delete(FORGOTTEN_RUNS).where(is_past))
    connection.execute(insert(FORGOTTEN_RUNS).values(run_id=run_id, at=at))
    connection.execute(delete(RUNS).where(RUNS.c.id == run_id))


def project_of(connection: Connection, run_id: str) -> dict[str, Any] | None:
    """The project file a run was started from. Raises :class:`DamagedRow` where it can no longer be read."""
    query = select(RUNS.c.project, RUNS.c.checksum).where(RUNS.c.id == run_id)
    try:
        row = connection.execute(query).one_or_none()
        if row is None:
            return None
        checksums.check(row.checksum, run_id, row.project)
        return dict(json.loads(row.project))
    except Exception as error:
        if not reading.is_bad(error):
            raise
        raise DamagedRow(sentences.RUN_DAMAGED()) from error


def num_points(connection: Connection, run_id: str, kind: str) -> int:
    """How many points of one kind a run has."""
    here = (POINTS.c.run_id == run_id) & (POINTS.c.kind == kind)
    return int(
        connection.execute(select(func.count()).select_from(POINTS).where(here)).scalar_one()
    )


def ids(connection: Connection) -> Iterator[str]:
    """The ids of all runs that can be read."""
    yield from reading.good(connection, select(RUNS.c.id), RUNS, lambda row: text(row.id))[0]


def count(connection: Connection) -> int:
    """How many runs are kept."""
    return int(connection.execute(select(func.count()).select_from(RUNS)).scalar_one())


def note_of(row: Row[Any]) -> Note:
    """The note in a row. Raises whatever a damaged row makes of it."""
    sentence = Sentence(row.code, json.loads(row.sentence_values))
    return Note(
        step=row.step,
        kind=row.kind,
        at=row.at,
        code=sentence.code,
        values=dict(sentence.values),
        text=whole_sentence(str(sentence)),
    )


def run_of(row: Row[Any], notes: list[Note]) -> SavedRun:
    """The run in a row. Raises whatever a damaged row makes of it."""
    state: RunState = row.state
    reason = None
    if row.reason_code is not None:
        reason = Sentence(row.reason_code, json.loads(row.reason_values))
    info = RunInfo(
        id=row.id,
        title=row.title,
        state=state,
        reason=None if reason is None else whole_sentence(str(reason)),
        reason_code=None if reason is None else reason.code,
        reason_values={} if reason is None else dict(reason.values),
        draft=row.draft,
        epoch=whole(row.epoch),
        step=whole(row.step),
        last_seq=whole(row.last_seq),
        epochs=row.epochs,
        steps_per_epoch=row.steps_per_epoch,
        num_params=row.num_params,
        device=row.device,
        steps_per_second=row.steps_per_second,
        settings=json.loads(row.settings),
        created=row.created,
        final=json.loads(row.final),
        notes=notes,
        tags=json.loads(row.tags),
        own_notes=row.own_notes,
        seed=row.seed,
    )
    checkpoints = checkpoints_of(row)
    return SavedRun(info, whole(row.attempt), whole(row.deaths), checkpoints, _owner(row.owner))


def _owner(kept: object) -> str | None:
    """A damaged one is nobody's: what somebody made never becomes everybody's by itself."""
    return None if kept is None else str(kept)
