"""What follows when a write is committed, or never will be. Pure; see ``live_run``."""

from __future__ import annotations

from dataclasses import replace

from typing_extensions import assert_never

from torchground.runs import sentences, states
from torchground.runs.events import (
    AnswerCommand,
    AnswerDelete,
    Forget,
    ForgetLater,
    KeepCheckpoints,
    KeepForNow,
    ShowInfo,
    ShowPoints,
    WriteAnswer,
    WriteCheckpoints,
    WriteColumns,
    WriteDeaths,
    WriteDeletion,
    WriteKept,
    WriteLabels,
    WriteLoss,
    WriteNote,
    WritePoints,
    WriteState,
)
from torchground.runs.on_request import (
    answer,
    answer_measures,
    leave_worker,
    refuse_all,
    send_commands,
    unplace_if_needless,
)
from torchground.runs.on_worker import give_up, note_restart
from torchground.runs.run_state import Transition, note_of
from torchground.storage.records import MAX_NOTES
from torchground.training.sentences import DIVERGENCES
from torchground.words import Sentence

MAX_DEATHS = 3
"""A run that ends its worker so often without getting further is set aside."""


def committed(t: Transition, number: int) -> None:
    """A write is durable: show it."""
    if number not in t.run.writing:
        return
    write = t.written(number)
    match write:
        case WritePoints():
            t.show({**write.columns, "last_seq": write.points[-1].seq})
            t.do(ShowPoints(write.points))
            if "settings" in write.columns:
                t.do(ShowInfo(listed=False))
        case WriteState():
            _state(t, write)
        case WriteCheckpoints():
            t.set(checkpoints=write.kept)
            t.do(KeepCheckpoints(tuple(saved.name for saved in write.kept)))
        case WriteAnswer():
            if write.columns:
                t.show(write.columns)
                t.do(ShowInfo(listed=False))
            answer(t, write.request, write.error)
        case WriteNote():
            note = note_of(write.kind, write.sentence, write.step, write.at)
            t.show({"notes": [*t.run.info.notes, note][-MAX_NOTES:]})
            t.do(ShowInfo(listed=False))
        case WriteLoss():
            _after_loss(t, write)
        case WriteDeaths():
            """Nobody sees it."""
        case WriteColumns():
            t.show(write.columns)
            t.do(ShowInfo())
        case WriteLabels():
            t.show(write.columns)
            t.do(ShowInfo(), AnswerCommand(write.answers, None))
        case WriteKept():
            _kept(t, number)
        case WriteDeletion():
            _deleted(t, write)
        case _:
            assert_never(write)


def damage_found(t: Transition, sentence: Sentence) -> None:
    """Note it, once."""
    values = dict(sentence.values)
    known = any((one.code, one.values) == (sentence.code, values) for one in t.run.info.notes)
    if not known:
        t.save(WriteNote("damaged", sentence, t.run.info.step, t.at))


def _state(t: Transition, write: WriteState) -> None:
    t.show(write.columns)
    t.do(ShowInfo())
    reason = write.columns.get("reason")
    if reason is not None and reason.code in DIVERGENCES and t.run.info.state == "failed":
        t.save(WriteNote("diverged", reason, t.run.info.step, t.at))
    if write.answers is not None:
        answer(t, write.answers, None)
    if not t.run.over:
        return
    t.set(only_looked_at=True)
    if not t.run.held:
        for request, pending in list(t.run.commands.items()):
            error = states.refusal(t.run.info.state, pending.command)
            if error is not None and not pending.settled:
                answer(t, request, error)
        unplace_if_needless(t)


def _kept(t: Transition, number: int) -> None:
    """A draft was played: it is listed, and the command that waited for this goes on."""
    t.show({"draft": False})
    t.do(KeepForNow(), ShowInfo())
    _release(t, number)
    if t.run.held:
        send_commands(t)
    elif t.run.will_train:
        t.place()


def _release(t: Transition, number: int) -> None:
    """Commands wait for this write no longer."""
    commands = {
        request: replace(pending, after=None) if pending.after == number else pending
        for request, pending in t.run.commands.items()
    }
    t.set(commands=commands)


def _after_loss(t: Transition, write: WriteLoss) -> None:
    """All that the lost worker sent is committed: go on from the last checkpoint, or set the run aside."""
    run = t.run
    if run.over:
        return
    t.set(only_looked_at=False)
    verdict = states.after_death(
        run.deaths,
        blamed=write.blamed,
        got_further=run.info.last_seq > run.seq_at_death,
        limit=MAX_DEATHS,
    )
    t.set(deaths=verdict.deaths, seq_at_death=run.info.last_seq)
    t.save(WriteDeaths(verdict.deaths))
    if verdict.set_aside:
        _set_aside(t, write.why)
    elif run.info.state != "paused" or run.num_watchers or run.commands:
        note_restart(t, sentences.WORKER_LOST, why=write.why)
        t.place()


def _set_aside(t: Transition, why: str) -> None:
    reason = sentences.SET_ASIDE(deaths=t.run.deaths, why=why, step=t.run.info.step)
    leave_worker(t)
    answer_measures(t, reason)
    t.set(told_state="failed")
    t.save(WriteState({"state": "failed", "reason": reason}, fenced=False))


def _deleted(t: Transition, write: WriteDeletion) -> None:
    """It is gone from the store: answer whoever waits, and forget it."""
    leave_worker(t)
    refuse_all(t, sentences.RUN_GONE())
    answer_measures(t, sentences.RUN_GONE())
    for other in (write, *t.run.writing.values()):
        if isinstance(other, WriteDeletion) and other.answers is not None:
            t.do(AnswerDelete(other.answers, None))
        elif isinstance(other, WriteLabels):
            t.do(AnswerCommand(other.answers, sentences.RUN_GONE()))
    t.set(gone=True, writing={})
    t.do(KeepForNow(), Forget())


# ---- what is not committed -----------------------------------------------------------------------


def failed(t: Transition, number: int, *, stale: bool) -> None:
    """A write will never be durable: nothing of it is shown, and whoever waits for it is answered."""
    if number not in t.run.writing:
        return
    write = t.written(number)
    match write:
        case WriteDeletion():
            if write.answers is not None:
                t.do(AnswerDelete(write.answers, sentences.NOT_DELETED()))
            if t.run.info.draft and not t.run.num_watchers:
                t.do(ForgetLater())
            return
        case WriteLoss() | WriteDeaths():
            return
        case WriteLabels():
            gone = sentences.RUN_GONE() if stale else sentences.LABELS_NOT_SAVED()
            t.do(AnswerCommand(write.answers, gone))
        case WriteAnswer():
            answer(t, write.request, sentences.NOT_SAVED())
        case WriteKept():
            for request, pending in list(t.run.commands.items()):
                if pending.after == number:
                    answer(t, request, sentences.NOT_SAVED())
            if t.run.held and not stale:
                send_commands(t)  # what came behind it waited too
        case WriteState():
            waiting = [w for w in t.run.writing.values() if isinstance(w, WriteState)]
            told = waiting[-1].columns["state"] if waiting else t.run.info.state
            t.set(told_state=told)
            if write.answers is not None:
                answer(t, write.answers, sentences.NOT_SAVED())
        case WritePoints() | WriteCheckpoints() | WriteNote() | WriteColumns():
            """Nobody waits for it."""
        case _:
            assert_never(write)
    if stale or isinstance(write, WritePoints):
        give_up(t)
