"""Rows of runs, points and notes: every operation here may be run twice and refuses before it writes."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from torchground.storage import file_keys
from torchground.storage.records import Gap, SavedCheckpoint, SavedPoint, SavedRun, Stale
from torchground.storage.tables import NOTES, POINTS, RUNS
from torchground.telemetry.messages import Note, RunInfo, RunState, Setting
from torchground.words import Sentence, whole


def add(
    connection: Connection, info: RunInfo, project: Mapping[str, Any], request: str | None
) -> str:
    """Keep a new run; the id of the run that this ``request`` made, which may be an earlier one."""
    same = (RUNS.c.id == info.id) if request is None else (RUNS.c.request == request)
    known = connection.execute(select(RUNS.c.id).where(same)).scalar_one_or_none()
    if known is not None:
        return str(known)
    connection.execute(
        insert(RUNS).values(
            id=info.id,
            request=request,
            project=(text := json.dumps(project)),
            files=file_keys.packed(text),
            title=info.title,
            created=info.created,
            draft=info.draft,
            state=info.state,
            reason_code=info.reason_code,
            reason_values=json.dumps(info.reason_values) if info.reason_code else None,
            epoch=info.epoch,
            step=info.step,
            last_seq=0,
            epochs=info.epochs,
            steps_per_epoch=info.steps_per_epoch,
            num_params=info.num_params,
            device=info.device,
            steps_per_second=info.steps_per_second,
            settings=json.dumps(info.settings),
            final="{}",
            attempt=1,
            deaths=0,
            checkpoint=None,
            checkpoint_seq=0,
            checkpoint_step=0,
        )
    )
    return info.id


def change(connection: Connection, run_id: str, attempt: int | None, **values: Any) -> None:
    """Set columns of a run (``reason``: a sentence); without any, only find out whether the attempt may write.

    Raises :class:`Stale` where ``attempt`` is given and no longer the newest, or the run is gone.
    """
    _fence(connection, run_id, attempt)
    if values:
        connection.execute(update(RUNS).where(RUNS.c.id == run_id).values(**_columns(values)))


def begin_attempt(connection: Connection, run_id: str, attempt: int) -> None:
    """From now on only this attempt may write. Raises :class:`Stale` where a newer one began already."""
    here = RUNS.c.id == run_id
    row = connection.execute(select(RUNS.c.attempt).where(here).with_for_update()).one_or_none()
    if row is None or row.attempt > attempt:
        raise Stale(f"Run {run_id} is gone, or a later attempt than {attempt} has begun.")
    connection.execute(update(RUNS).where(here).values(attempt=attempt))


def append(
    connection: Connection,
    run_id: str,
    attempt: int,
    points: Sequence[SavedPoint],
    values: Mapping[str, Any],
) -> int:
    """Keep the points that come after those that are kept; set ``values`` where there was one.

    Returns the last seq. Raises :class:`Gap` where one is missing, :class:`Stale` for an old attempt.
    """
    last = _fence(connection, run_id, attempt)
    fresh = [point for point in points if point.seq > last]
    if not fresh:
        return last
    if [point.seq for point in fresh] != list(range(last + 1, last + 1 + len(fresh))):
        raise Gap(f"Point {last + 1} of run {run_id} is missing: {fresh[0].seq} came.")
    rows = [
        {"run_id": run_id, "seq": point.seq, "kind": point.kind, "data": point.data}
        for point in fresh
    ]
    connection.execute(insert(POINTS), rows)
    connection.execute(
        update(RUNS).where(RUNS.c.id == run_id).values(last_seq=fresh[-1].seq, **_columns(values))
    )
    return fresh[-1].seq


def add_note(connection: Connection, run_id: str, note_id: str, note: Note) -> None:
    """Keep a note; the same ``note_id`` is kept once, one on a run that is gone not at all."""
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


def remove(connection: Connection, run_id: str) -> None:
    """Forget a run with its points and notes."""
    connection.execute(delete(POINTS).where(POINTS.c.run_id == run_id))
    connection.execute(delete(NOTES).where(NOTES.c.run_id == run_id))
    connection.execute(delete(RUNS).where(RUNS.c.id == run_id))


def all_runs(connection: Connection) -> list[SavedRun]:
    """Every run with its notes, oldest first."""
    notes: dict[str, list[Note]] = {}
    for row in connection.execute(select(NOTES).order_by(NOTES.c.at, NOTES.c.id)):
        notes.setdefault(row.run_id, []).append(_note(row))
    columns = [column for column in RUNS.c if column.name != "project"]
    rows = connection.execute(select(*columns).order_by(RUNS.c.created, RUNS.c.id))
    return [_run(row, notes.get(row.id, [])) for row in rows]


def project_of(connection: Connection, run_id: str) -> dict[str, Any] | None:
    """The project file a run was started from."""
    text = connection.execute(select(RUNS.c.project).where(RUNS.c.id == run_id)).scalar()
    return None if text is None else dict(json.loads(text))


def points(
    connection: Connection, run_id: str, after: int, limit: int, kind: str | None
) -> list[SavedPoint]:
    """At most ``limit`` points after ``after``, in order; of one kind only where that is given."""
    query = select(POINTS.c.seq, POINTS.c.kind, POINTS.c.data).where(
        POINTS.c.run_id == run_id, POINTS.c.seq > after
    )
    if kind is not None:
        query = query.where(POINTS.c.kind == kind)
    rows = connection.execute(query.order_by(POINTS.c.seq).limit(limit))
    return [SavedPoint(row.seq, row.kind, row.data) for row in rows]


def num_points(connection: Connection, run_id: str, kind: str) -> int:
    """How many points of one kind a run has."""
    here = (POINTS.c.run_id == run_id) & (POINTS.c.kind == kind)
    return int(
        connection.execute(select(func.count()).select_from(POINTS).where(here)).scalar_one()
    )


def count(connection: Connection) -> int:
    """How many runs are kept."""
    return int(connection.execute(select(func.count()).select_from(RUNS)).scalar_one())


def _fence(connection: Connection, run_id: str, attempt: int | None) -> int:
    """The run's last seq, its row locked. Raises :class:`Stale`."""
    row = connection.execute(
        select(RUNS.c.attempt, RUNS.c.last_seq).where(RUNS.c.id == run_id).with_for_update()
    ).one_or_none()
    if row is None:
        raise Stale(f"Run {run_id} is gone.")
    if attempt is not None and row.attempt != attempt:
        raise Stale(f"Attempt {attempt} of run {run_id} was followed by attempt {row.attempt}.")
    return int(row.last_seq)


def _columns(values: Mapping[str, Any]) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    for name, value in values.items():
        if name == "reason":
            columns["reason_code"] = None if value is None else value.code
            columns["reason_values"] = None if value is None else json.dumps(dict(value.values))
        elif isinstance(value, Mapping):
            columns[name] = json.dumps({key: _spelled(one) for key, one in value.items()})
        else:
            columns[name] = value
    return columns


def _spelled(value: Setting) -> Setting:
    """A number, or its name where JSON has none for it; anything else as it is."""
    if not isinstance(value, float) or math.isfinite(value):
        return value
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def _note(row: Row[Any]) -> Note:
    sentence = Sentence(row.code, json.loads(row.sentence_values))
    return Note(
        step=row.step,
        kind=row.kind,
        at=row.at,
        code=sentence.code,
        values=dict(sentence.values),
        text=whole(str(sentence)),
    )


def _run(row: Row[Any], notes: list[Note]) -> SavedRun:
    state: RunState = row.state
    reason = None
    if row.reason_code is not None:
        reason = Sentence(row.reason_code, json.loads(row.reason_values))
    info = RunInfo(
        id=row.id,
        title=row.title,
        state=state,
        reason=None if reason is None else whole(str(reason)),
        reason_code=None if reason is None else reason.code,
        reason_values={} if reason is None else dict(reason.values),
        draft=row.draft,
        epoch=row.epoch,
        step=row.step,
        last_seq=row.last_seq,
        epochs=row.epochs,
        steps_per_epoch=row.steps_per_epoch,
        num_params=row.num_params,
        device=row.device,
        steps_per_second=row.steps_per_second,
        settings=json.loads(row.settings),
        created=row.created,
        final=json.loads(row.final),
        notes=notes,
    )
    checkpoint = None
    if row.checkpoint is not None:
        checkpoint = SavedCheckpoint(row.checkpoint, row.checkpoint_seq, row.checkpoint_step)
    return SavedRun(info, row.attempt, row.deaths, checkpoint)
