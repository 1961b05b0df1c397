"""What a run's worker sends, and how the run comes into a worker and out of it. Pure; see ``live_run``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from typing_extensions import assert_never

from torchground.runs import sentences, states
from torchground.runs.events import (
    ForgetLater,
    LogError,
    MakeRoom,
    Placed,
    ShowLive,
    ShowNoReadings,
    ShowReading,
    WorkerLost,
    WriteAnswer,
    WriteCheckpoints,
    WriteColumns,
    WriteLoss,
    WriteNote,
    WritePoints,
    WriteState,
)
from torchground.runs.on_request import (
    answer,
    answer_measure,
    answer_measures,
    leave_worker,
    refuse_all,
    refuse_unsettled,
    send_commands,
    send_measures,
    send_watch,
)
from torchground.runs.run_state import Transition
from torchground.storage.checkpoint_columns import KEPT
from torchground.storage.records import SavedCheckpoint, SavedPoint
from torchground.telemetry.messages import OVER, Point, Set, Step
from torchground.training.messages import (
    Answered,
    Checkpointed,
    Measured,
    Noted,
    PointMade,
    ProbeFailed,
    ProbeFrame,
    Shown,
    StateChanged,
)
from torchground.training.sentences import DIVERGENCES
from torchground.words import Sentence, Template
from torchground.workers.messages import FromRun, Gone

# ---- what a worker sends -------------------------------------------------------------------------


def received(t: Transition, messages: Sequence[FromRun]) -> None:
    """Take messages in order. Points that came together are written together."""
    points: list[Point] = []
    for message in messages:
        if isinstance(message, PointMade):
            points.append(message.point)
            continue
        _points(t, points)
        points = []
        _message(t, message)
    _points(t, points)


def _message(t: Transition, message: FromRun) -> None:
    if not t.run.held:
        return  # it was given up a moment ago
    match message:
        case PointMade():
            _points(t, [message.point])
        case StateChanged():
            _state(t, message)
        case Checkpointed():
            _checkpointed(t, message)
        case Answered():
            _answered(t, message)
        case Measured():
            found = message.data or str(message.error or sentences.NO_NUMBER())
            answer_measure(t, message.request, found)
        case ProbeFrame():
            t.do(ShowReading(message.probe_key, message.data))
        case ProbeFailed():
            t.do(ShowReading(message.probe_key, str(message.error)))
        case Shown():
            t.do(ShowLive(message.message))
        case Noted():
            _noted(t, message.sentence)
        case Gone():
            _gone(t)
        case _:
            assert_never(message)


def _points(t: Transition, made: Sequence[Point]) -> None:
    points = [point for point in made if point.seq > t.run.told_seq]
    if not points or not t.run.held:
        return
    first, last = t.run.told_seq + 1, t.run.told_seq + len(points)
    if [point.seq for point in points] != list(range(first, last + 1)):
        t.do(LogError(f"point {first} should have come, {points[0].seq} came"))
        give_up(t)
        return
    changes = {p.change.field: p.change.after for p in points if p.change is not None}
    columns: dict[str, Any] = {"epoch": points[-1].epoch, "step": points[-1].step}
    if changes:
        columns["settings"] = {**t.run.told_settings, **changes}
        num_changes = t.run.num_changes + sum(point.change is not None for point in points)
        t.set(told_settings=columns["settings"], num_changes=num_changes)
    whole = [point for point in points if point.kind == "epoch"]
    if whole:
        columns["final"] = _final(whole[-1])
    t.set(told_seq=last)
    saved = tuple(SavedPoint(p.seq, p.kind, p.model_dump_json()) for p in points)
    t.save(WritePoints(saved, columns))


def _final(point: Point) -> dict[str, float]:
    losses = {
        "train_loss": point.train_loss,
        "val_loss": point.val_loss,
        "test_loss": point.test_loss,
    }
    return {name: loss for name, loss in losses.items() if loss is not None} | point.metrics


def _state(t: Transition, changed: StateChanged) -> None:
    if t.run.only_looked_at or not states.may_follow(t.run.told_state, changed.state):
        return
    columns = {
        "state": changed.state,
        "reason": changed.reason,
        "epoch": changed.epoch,
        "step": changed.step,
    }
    t.set(told_state=changed.state)
    t.save(WriteState(columns))


def _checkpointed(t: Transition, made: Checkpointed) -> None:
    """Keep it and the one before: where one is damaged, there is another."""
    saved = SavedCheckpoint(made.path.name, made.seq, made.step, made.sha256)
    others = [one for one in t.run.told_checkpoints if one.name != saved.name]
    t.save(WriteCheckpoints((saved, *others)[:KEPT]))


def _noted(t: Transition, sentence: Sentence) -> None:
    """Note what a loop says, unless it says it again: an attempt does not know what the one before has said.

    That the numbers went wrong is said once. What else goes wrong is said again when it was well in between: when there
    is a checkpoint from later.
    """
    notes = [(one.code, one.values, one.step) for one in t.run.info.notes]
    waiting = [one for one in t.run.writing.values() if isinstance(one, WriteNote)]
    notes += [(one.sentence.code, dict(one.sentence.values), one.step) for one in waiting]
    same = [one for one in notes if one[0] == sentence.code]
    if sentence.code not in DIVERGENCES:
        saved = t.run.checkpoint.step if t.run.checkpoint else 0
        same = [one for one in same if one[1] == dict(sentence.values) and one[2] >= saved]
    if not same:
        t.save(WriteNote("limit", sentence, t.run.info.step, t.at))


def _answered(t: Transition, answered: Answered) -> None:
    pending = t.run.commands.get(answered.request)
    if pending is None or pending.settled:
        return
    command, columns = pending.command, dict[str, Any]()
    if answered.error is None and isinstance(command, Set) and command.field == "steps_per_second":
        columns = {"steps_per_second": command.value}
    t.set(commands={**t.run.commands, answered.request: replace(pending, settled=True)})
    t.save(WriteAnswer(answered.request, answered.error, columns))


def _gone(t: Transition) -> None:
    """Its worker no longer holds it, and lives."""
    leave_worker(t)
    answer_measures(t, sentences.MEASURE_CLOSED())
    refuse_unsettled(t, sentences.NOT_IN_WORKER())
    if t.run.told_state in OVER:
        t.do(ShowNoReadings(sentences.CANNOT_OPEN()))


# ---- into a worker -------------------------------------------------------------------------------


def restored(t: Transition, *, goes_on: bool) -> None:
    """The server was started: forget drafts later, go on with what was training, or wait for somebody to play it."""
    info = t.run.info
    if info.draft:
        t.do(ForgetLater())
    elif info.state in ("queued", "running") and not goes_on:
        t.set(start_paused=True, told_state="paused")
        t.save(WriteState({"state": "paused", "reason": None}, fenced=False))
        t.save(WriteNote("restarted", sentences.SAFE_MODE(), info.step, t.at))
    elif info.state in ("queued", "running"):
        if info.last_seq:
            note_restart(t, sentences.SERVER_RESTARTED)
        t.place()


def attempt_begun(t: Transition, attempt: int) -> None:
    """All that earlier attempts wrote is settled: go on from what is committed."""
    info = t.run.info
    t.set(attempt=attempt, told_seq=info.last_seq, told_settings=dict(info.settings))


def checkpoints_lost(t: Transition, lost: Sequence[SavedCheckpoint]) -> None:
    """Name them no longer, so that a good one never makes room for them, and say where the run goes on."""
    kept = tuple(one for one in t.run.told_checkpoints if one not in lost)
    t.save(WriteCheckpoints(kept))
    step = kept[0].step if kept else 0
    sentence = sentences.CHECKPOINTS_LOST(count=len(lost), step=step)
    t.save(WriteNote("restarted", sentence, step, t.at))


def placed(t: Transition, placed: Placed) -> None:
    """A worker took it: say what is watched, and what waited to be asked."""
    over = t.run.told_state in OVER
    t.set(place="held", begun=True, only_looked_at=over, num_changes=placed.num_changes)
    if placed.device != t.run.info.device:
        t.save(WriteColumns({"device": placed.device}))
    if t.run.probes:
        send_watch(t)
    send_commands(t)
    send_measures(t)
    t.do(MakeRoom())


def place_refused(t: Transition, reason: Sentence) -> None:
    """It has waited for a worker for a while: say what it waits for."""
    run = t.run
    if run.place != "queued":
        return
    if run.told_state in OVER:
        t.do(ShowNoReadings(reason))
        return
    columns = {"state": "queued", "reason": reason}
    told = any(isinstance(w, WriteState) and w.columns == columns for w in run.writing.values())
    shown = run.info.state == "queued" and run.info.reason_code == reason.code
    if run.told_state != "paused" and not told and not shown:
        t.set(told_state="queued")
        t.save(WriteState(columns, fenced=False))


def start_failed(t: Transition, reason: Sentence) -> None:
    """No worker can take it, now or later."""
    leave_worker(t)
    refuse_unsettled(t, reason)
    answer_measures(t, reason)
    t.do(ShowNoReadings(reason))
    if t.run.told_state not in OVER:
        t.set(told_state="failed")
        t.save(WriteState({"state": "failed", "reason": reason}, fenced=False))


# ---- out of a worker -----------------------------------------------------------------------------


def unloaded(t: Transition) -> None:
    """Make room in its worker."""
    if t.run.held and t.run.is_idle:
        leave_worker(t)


def give_up(t: Transition) -> None:
    """Its worker sends what cannot be kept: it is in no worker any more, and whoever waits is answered."""
    leave_worker(t)
    refuse_all(t, sentences.RUN_GONE())
    answer_measures(t, sentences.RUN_GONE())


def lost(t: Transition, lost: WorkerLost) -> None:
    """Its worker is gone. What follows is decided when all that it sent is committed."""
    if not t.run.held:
        return
    t.set(place="nowhere")
    for request, pending in list(t.run.commands.items()):
        if pending.sent and not pending.settled:
            _settle_unanswered(t, request)
    answer_measures(t, sentences.MEASURE_LOST())
    t.save(WriteLoss(lost.blamed, lost.why))


def _settle_unanswered(t: Transition, request: int) -> None:
    """What the lost worker may have obeyed already is not sent twice."""
    pending = t.run.commands[request]
    command = pending.command
    if isinstance(command, Step):
        answer(t, request, sentences.STEP_UNANSWERED())
    elif isinstance(command, Set) and (
        t.run.told_settings.get(command.field, ...) == command.value
    ):
        t.set(commands={**t.run.commands, request: replace(pending, settled=True)})
        t.save(WriteAnswer(request, None))
    else:
        t.set(commands={**t.run.commands, request: replace(pending, sent=False)})


def note_restart(t: Transition, template: Template, **values: Any) -> None:
    """Note that the run goes on from its last checkpoint."""
    run = t.run
    if run.info.draft or run.info.state == "paused":
        return
    step = run.checkpoint.step if run.checkpoint else 0
    t.save(WriteNote("restarted", template(step=step, **values), step, t.at))
