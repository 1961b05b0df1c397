"""What people ask of a run: to drive it, to look into it, to watch it, to delete it. Pure; see ``live_run``."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeAlias

from torchground.runs import sentences, states
from torchground.runs.events import (
    AnswerCommand,
    AnswerMeasure,
    Commanded,
    DeleteAsked,
    Drop,
    ForgetDue,
    ForgetLater,
    KeepForNow,
    LabelsAsked,
    MakeRoom,
    MeasureAsked,
    MeasureGivenUp,
    Probe,
    ProbesChanged,
    RequestRefused,
    Send,
    ShowInfo,
    Unplace,
    WatcherCame,
    WatcherLeft,
    WriteDeletion,
    WriteKept,
    WriteLabels,
    WriteState,
)
from torchground.runs.run_state import PendingCommand, PendingMeasure, Transition, without
from torchground.telemetry.messages import OVER, Command, Pause, Play, RunState, Set, Step, Stop
from torchground.training.messages import CommandRequest, MeasureRequest, WatchRequest
from torchground.words import Sentence

Request: TypeAlias = (
    Commanded
    | MeasureAsked
    | MeasureGivenUp
    | RequestRefused
    | WatcherCame
    | WatcherLeft
    | ProbesChanged
    | DeleteAsked
    | LabelsAsked
    | ForgetDue
)
MAX_COMMANDS = 100
"""Most commands to one run that wait for an answer."""
MAX_LABELS = 10
"""Most changes of a run's name, tags and notes that wait to be saved."""
MAX_CHANGES = 100_000
"""How often the live settings of a run can be changed: all changes are repeated where it is taken up again."""


def created(t: Transition) -> None:
    """The run is durable: list it, or forget it later, and have it in a worker."""
    if t.run.info.draft:
        t.do(ForgetLater())
    t.do(ShowInfo())
    t.place()


# ---- commands ------------------------------------------------------------------------------------


def commanded(t: Transition, request: int, command: Command) -> None:
    """Refuse the command, do it where no worker is needed, or pass it on."""
    error = states.refusal(t.run.told_state, command)
    if error is None and len(t.run.commands) >= MAX_COMMANDS:
        error = sentences.TOO_MANY_COMMANDS(count=MAX_COMMANDS)
    if error is not None:
        t.do(AnswerCommand(request, error))
    elif isinstance(command, (Stop, Pause)) and _needs_no_worker(t, command):
        _without_worker(t, request, command)
    else:
        after = _keep_draft(t) if isinstance(command, (Play, Step)) else None
        _add(t, request, PendingCommand(command, after=after))
        if t.run.held:
            send_commands(t)
        else:
            t.place()


def _needs_no_worker(t: Transition, command: Stop | Pause) -> bool:
    """Whether no worker holds the run, and none would do anything before this command."""
    waiting = any(not pending.settled for pending in t.run.commands.values())
    return not t.run.held and (isinstance(command, Stop) or not waiting)


def _without_worker(t: Transition, request: int, command: Stop | Pause) -> None:
    state: RunState = "stopped" if isinstance(command, Stop) else "paused"
    _add(t, request, PendingCommand(command, settled=True))
    t.set(start_paused=True, told_state=state)
    t.save(WriteState({"state": state, "reason": None}, answers=request, fenced=False))


def _keep_draft(t: Transition) -> int | None:
    """A draft that is played is kept; the number of that write where it is not committed yet."""
    t.set(start_paused=False)
    if not t.run.info.draft:
        return None
    for number, write in t.run.writing.items():
        if isinstance(write, WriteKept):
            return number
    return t.save(WriteKept())


def _add(t: Transition, request: int, pending: PendingCommand) -> None:
    t.set(commands={**t.run.commands, request: pending})


def send_commands(t: Transition) -> None:
    """Send to the worker what waits to be sent, in order."""
    for request, pending in list(t.run.commands.items()):
        if pending.sent or pending.settled:
            continue
        if pending.after is not None:
            return  # what comes behind it waits too
        if _is_change(pending.command) and _num_changes(t) >= MAX_CHANGES:
            answer(t, request, sentences.TOO_MANY_CHANGES(count=MAX_CHANGES))
            continue
        _add(t, request, replace(pending, sent=True))
        t.do(Send(CommandRequest(request, pending.command)))


def _is_change(command: Command) -> bool:
    return isinstance(command, Set) and command.field != "steps_per_second"


def _num_changes(t: Transition) -> int:
    """Those that are made, and those that its worker was asked for."""
    asked = sum(p.sent and not p.settled and _is_change(p.command) for p in t.run.commands.values())
    return t.run.num_changes + asked


def answer(t: Transition, request: int, error: Sentence | None) -> None:
    """Answer a command that is not answered yet."""
    if request in t.run.commands:
        t.set(commands=without(t.run.commands, request))
        t.do(AnswerCommand(request, error))


def refuse_all(t: Transition, error: Sentence) -> None:
    """Answer every command that waits."""
    for request in list(t.run.commands):
        answer(t, request, error)


def refuse_unsettled(t: Transition, error: Sentence) -> None:
    """Answer every command whose answer is not on its way already."""
    for request, pending in list(t.run.commands.items()):
        if not pending.settled:
            answer(t, request, error)


# ---- looking -------------------------------------------------------------------------------------


def measure_asked(t: Transition, request: int, probe: Probe) -> None:
    """Measure in the worker, as soon as there is one."""
    t.set(measures={**t.run.measures, request: PendingMeasure(probe)})
    if t.run.held:
        send_measures(t)
    else:
        t.place()


def measure_given_up(t: Transition, request: int) -> None:
    """Nobody waits for it any more."""
    t.set(measures=without(t.run.measures, request))
    unplace_if_needless(t)


def send_measures(t: Transition) -> None:
    """Send to the worker the measurements that wait to be sent."""
    for request, pending in list(t.run.measures.items()):
        if not pending.sent:
            t.set(measures={**t.run.measures, request: replace(pending, sent=True)})
            t.do(Send(MeasureRequest(request, dict(pending.probe))))


def answer_measure(t: Transition, request: int, found: bytes | str) -> None:
    """Answer a measurement that is not answered yet."""
    if request in t.run.measures:
        t.set(measures=without(t.run.measures, request))
        t.do(AnswerMeasure(request, found))


def answer_measures(t: Transition, error: Sentence) -> None:
    """Answer every measurement that waits: there is none."""
    for request in list(t.run.measures):
        answer_measure(t, request, str(error))


def request_refused(t: Transition, request: int) -> None:
    """Too much waits for its worker already."""
    error = sentences.TOO_MANY_REQUESTS()
    answer(t, request, error)
    answer_measure(t, request, str(error))


def watcher_came(t: Transition) -> None:
    """Somebody watches: a draft stays, and a run without its first point gets a worker."""
    t.set(num_watchers=t.run.num_watchers + 1)
    t.do(KeepForNow())
    if t.run.info.last_seq == 0 and t.run.told_state not in OVER:
        t.place()


def watcher_left(t: Transition) -> None:
    """One watches no longer."""
    t.set(num_watchers=max(0, t.run.num_watchers - 1))
    if t.run.num_watchers == 0:
        if t.run.info.draft:
            t.do(ForgetLater())
        t.do(MakeRoom())


def probes_changed(t: Transition, probes: tuple[Probe, ...]) -> None:
    """Other probes are watched."""
    t.set(probes=probes)
    if t.run.held:
        send_watch(t)
    elif probes:
        t.place()
    else:
        unplace_if_needless(t)


def send_watch(t: Transition) -> None:
    """Say to the worker which probes are watched."""
    t.do(Send(WatchRequest(tuple(dict(probe) for probe in t.run.probes))))


def unplace_if_needless(t: Transition) -> None:
    """A run that is over and that nobody looks into needs no worker."""
    run = t.run
    wanted = run.told_state not in OVER or run.probes or run.measures or run.commands
    if run.place == "queued" and not wanted:
        leave_worker(t)


def leave_worker(t: Transition) -> None:
    """Be in no worker and wait for none."""
    if t.run.held:
        t.do(Drop())
    elif t.run.place == "queued":
        t.do(Unplace())
    t.set(place="nowhere")


# ---- writing on it, deleting ---------------------------------------------------------------------


def labels_asked(t: Transition, asked: LabelsAsked) -> None:
    """Write it in the store; it is shown once it is there."""
    waiting = sum(isinstance(write, WriteLabels) for write in t.run.writing.values())
    if waiting >= MAX_LABELS:
        t.do(AnswerCommand(asked.request, sentences.TOO_MANY_LABELS(count=MAX_LABELS)))
    else:
        t.save(WriteLabels(asked.columns, asked.request))


def delete_asked(t: Transition, request: int) -> None:
    """Delete it in the store first; until that is done it goes on as it was."""
    t.save(WriteDeletion(request))


def forget_due(t: Transition, *, even_watched: bool) -> None:
    """Delete a draft that nobody has played, and that nobody watches where that matters."""
    run = t.run
    played = any(isinstance(write, WriteKept) for write in run.writing.values())
    is_left = even_watched or not run.num_watchers
    if run.info.draft and is_left and not run.deleting and not played:
        t.save(WriteDeletion(None))
