"""A run as a state machine: a table of what follows from what, and what holds whatever happens in whatever order."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from torchground.runs import events, on_request, on_store, sentences, states
from torchground.runs.events import Effect, Event
from torchground.runs.live_run import LiveRun, created, restored, step
from torchground.runs.run_state import PendingCommand, note_of
from torchground.storage.records import MAX_NOTES, SavedRun
from torchground.telemetry.messages import (
    OVER,
    Change,
    Command,
    Pause,
    Play,
    Point,
    RunInfo,
    RunState,
    Set,
    Status,
    Step,
    Stop,
)
from torchground.training.messages import (
    Answered,
    Checkpointed,
    CommandRequest,
    Measured,
    MeasureRequest,
    Noted,
    PointMade,
    ProbeFailed,
    ProbeFrame,
    Shown,
    StateChanged,
    WatchRequest,
)
from torchground.training.sentences import DIVERGED, GREW, LOOK_AT_DATA, NOT_SAVED, UNKNOWN
from torchground.words import Sentence, other, whole
from torchground.workers.messages import FromRun, Gone

AT = "2026-01-01T00:00:00+00:00"
REASON = other("for a reason")
DIVERGENCE = DIVERGED(step=3, what=UNKNOWN(), advice=LOOK_AT_DATA(), kept=2)
COMMANDS: tuple[Command, ...] = (
    Play(),
    Pause(),
    Stop(),
    Step(count=2),
    Set(field="optimizer.lr", value=0.5),
    Set(field="steps_per_second", value=8.0),
)


def an_info(**fields: Any) -> RunInfo:
    values: dict[str, Any] = {"id": "r", "title": "A run", "state": "queued", "created": AT}
    values |= {"epochs": 3, "steps_per_epoch": 5, "num_params": 7}
    return RunInfo(**values | fields)


def a_run(state: RunState = "queued", *, place: Any = "nowhere", **fields: Any) -> LiveRun:
    info = an_info(
        state=state, draft=fields.pop("draft", False), last_seq=fields.pop("last_seq", 0)
    )
    run = LiveRun(info, told_state=state, told_seq=info.last_seq, place=place)
    return replace(run, **fields)


def point(seq: int, **fields: Any) -> Point:
    return Point(seq=seq, **{"kind": "epoch", "epoch": seq, "step": 2 * seq} | fields)


def got(*messages: FromRun) -> events.Received:
    return events.Received(messages)


def after(run: LiveRun, *happened: Event) -> tuple[LiveRun, list[Effect]]:
    """The run after these events, and all that was to be done."""
    done: list[Effect] = []
    for event in happened:
        run, effects = step(run, event, AT)
        done += effects
    return run, done


def kinds(effects: list[Effect]) -> list[str]:
    """The effects by name; a write by the name of what is written."""
    return [
        type(effect.write if isinstance(effect, events.Save) else effect).__name__
        for effect in effects
    ]


DRAFT = a_run("paused", draft=True)
HELD = a_run("running", place="held")
RENAMED = events.LabelsAsked(2, {"title": "Better", "tags": ["good"]})
TABLE: list[tuple[str, LiveRun, list[Event], list[str]]] = [
    ("a new run is listed and placed", a_run(), [events.Created()], ["ShowInfo", "Place"]),
    (
        "a new draft may be forgotten",
        DRAFT,
        [events.Created()],
        ["ForgetLater", "ShowInfo", "Place"],
    ),
    (
        "a restart notes it",
        a_run("running", last_seq=4),
        [events.Restored()],
        ["WriteNote", "Place"],
    ),
    (
        "in safe mode it waits to be played",
        a_run("running", last_seq=4),
        [events.Restored(goes_on=False)],
        ["WriteState", "WriteNote"],
    ),
    ("damage is noted", a_run("finished"), [events.DamageFound(REASON)], ["WriteNote"]),
    ("a paused run stays where it is", a_run("paused"), [events.Restored()], []),
    ("an over run stays where it is", a_run("finished"), [events.Restored()], []),
    ("points are written", HELD, [got(PointMade(point(1)), PointMade(point(2)))], ["WritePoints"]),
    (
        "known points are passed over",
        a_run(place="held", last_seq=2),
        [got(PointMade(point(2)))],
        [],
    ),
    ("a missing point ends it", HELD, [got(PointMade(point(2)))], ["LogError", "Drop"]),
    ("a state is written", HELD, [got(StateChanged("paused", None, 1, 2))], ["WriteState"]),
    (
        "nothing leads out of an end",
        HELD,
        [got(StateChanged("finished", None, 1, 2), StateChanged("running", None, 1, 2))],
        ["WriteState"],
    ),
    (
        "a checkpoint is written",
        HELD,
        [got(Checkpointed(Path("c"), 1, 2, 3))],
        ["WriteCheckpoints"],
    ),
    (
        "a status is shown at once",
        HELD,
        [got(Shown(Status(run="r", epoch=1, step=2)))],
        ["ShowLive"],
    ),
    ("a reading is shown at once", HELD, [got(ProbeFrame("p()", b"x"))], ["ShowReading"]),
    ("so is why there is none", HELD, [got(ProbeFailed("p()", REASON))], ["ShowReading"]),
    ("a note is written", HELD, [got(Noted(REASON))], ["WriteNote"]),
    ("what nobody asked is no answer", HELD, [got(Answered(9, True))], []),
    ("a command goes to the worker", HELD, [events.Commanded(1, Pause())], ["Send"]),
    ("without one it waits", a_run("paused"), [events.Commanded(1, Step())], ["Place"]),
    ("to stop needs none", a_run("queued"), [events.Commanded(1, Stop())], ["WriteState"]),
    ("an over run refuses", a_run("stopped"), [events.Commanded(1, Play())], ["AnswerCommand"]),
    ("a played draft is kept first", DRAFT, [events.Commanded(1, Play())], ["WriteKept", "Place"]),
    ("a measurement goes to the worker", HELD, [events.MeasureAsked(1, {})], ["Send"]),
    ("without one it waits too", a_run("finished"), [events.MeasureAsked(1, {})], ["Place"]),
    ("watching a draft keeps it", DRAFT, [events.WatcherCame()], ["KeepForNow", "Place"]),
    (
        "the last to leave lets it go",
        replace(DRAFT, num_watchers=1),
        [events.WatcherLeft()],
        ["ForgetLater", "MakeRoom"],
    ),
    ("probes go to the worker", HELD, [events.ProbesChanged(({"type": "x"},))], ["Send"]),
    ("or have it opened", a_run("finished"), [events.ProbesChanged(({"type": "x"},))], ["Place"]),
    (
        "an over run that nobody looks into waits no longer",
        a_run("finished", place="queued"),
        [events.ProbesChanged(())],
        ["Unplace"],
    ),
    (
        "a placed run is told what waits",
        a_run(place="queued", probes=({"type": "x"},), commands={1: PendingCommand(Pause())}),
        [events.Placed("cpu", 0)],
        ["Send", "Send", "MakeRoom"],
    ),
    (
        "another device is written",
        a_run(place="queued"),
        [events.Placed("cuda:0", 0)],
        ["WriteColumns", "MakeRoom"],
    ),
    (
        "a run says what it waits for",
        a_run(place="queued"),
        [events.PlaceRefused(REASON)],
        ["WriteState"],
    ),
    (
        "one that is looked at says it there",
        a_run("finished", place="queued"),
        [events.PlaceRefused(REASON)],
        ["ShowNoReadings"],
    ),
    (
        "a lost worker waits for its writes",
        HELD,
        [events.WorkerLost(True, "killed")],
        ["WriteLoss"],
    ),
    (
        "then the run goes on",
        HELD,
        [events.WorkerLost(True, "killed"), events.Committed(1)],
        ["WriteLoss", "WriteDeaths", "WriteNote", "Place"],
    ),
    (
        "one that did it too often is set aside",
        replace(HELD, deaths=on_store.MAX_DEATHS - 1, seq_at_death=0),
        [events.WorkerLost(True, "killed"), events.Committed(1), events.Committed(3)],
        ["WriteLoss", "WriteDeaths", "WriteState", "ShowInfo"],
    ),
    ("an idle run makes room", a_run("paused", place="held"), [events.Unloaded()], ["Drop"]),
    ("one that trains does not", HELD, [events.Unloaded()], []),
    ("a worker that lets go", HELD, [got(Gone())], ["Drop"]),
    ("to delete is written first", HELD, [events.DeleteAsked(1)], ["WriteDeletion"]),
    (
        "then it is forgotten",
        HELD,
        [events.DeleteAsked(1), events.Committed(1)],
        ["WriteDeletion", "Drop", "AnswerDelete", "KeepForNow", "Forget"],
    ),
    (
        "what cannot be deleted goes on",
        HELD,
        [events.DeleteAsked(1), events.WriteFailed(1, stale=False), got(PointMade(point(1)))],
        ["WriteDeletion", "AnswerDelete", "WritePoints"],
    ),
    (
        "a name is shown once it is written",
        HELD,
        [RENAMED, events.Committed(1)],
        ["WriteLabels", "ShowInfo", "AnswerCommand"],
    ),
    (
        "a name that cannot be written is answered, and the run goes on",
        HELD,
        [RENAMED, events.WriteFailed(1, stale=False), got(PointMade(point(1)))],
        ["WriteLabels", "AnswerCommand", "WritePoints"],
    ),
    (
        "a name on its way when the run is deleted is answered",
        a_run("finished"),
        [events.DeleteAsked(1), RENAMED, events.Committed(1)],
        ["WriteDeletion", "WriteLabels", "AnswerDelete", "AnswerCommand", "KeepForNow", "Forget"],
    ),
    (
        "no more names wait than may",
        replace(HELD, writing={n: events.WriteLabels({}, n) for n in range(on_request.MAX_LABELS)}),
        [RENAMED],
        ["AnswerCommand"],
    ),
    ("an unwatched draft goes", DRAFT, [events.ForgetDue()], ["WriteDeletion"]),
    (
        "a played one does not",
        DRAFT,
        [events.Commanded(1, Play()), events.ForgetDue()],
        ["WriteKept", "Place"],
    ),
    ("a watched one does not", replace(DRAFT, num_watchers=1), [events.ForgetDue()], []),
    (
        "a later attempt elsewhere ends it here",
        HELD,
        [got(PointMade(point(1))), events.WriteFailed(1, stale=True)],
        ["WritePoints", "Drop"],
    ),
    (
        "a divergence is noted by its code",
        HELD,
        [got(StateChanged("failed", DIVERGENCE, 1, 2)), events.Committed(1)],
        ["WriteState", "ShowInfo", "WriteNote"],
    ),
    (
        "another failure is not, whatever its words are",
        HELD,
        [got(StateChanged("failed", other("it diverged"), 1, 2)), events.Committed(1)],
        ["WriteState", "ShowInfo"],
    ),
]


@pytest.mark.parametrize(
    ("run", "happened", "done"),
    [row[1:] for row in TABLE],
    ids=[row[0] for row in TABLE],
)
def test_what_follows_from_what(run: LiveRun, happened: list[Event], done: list[str]) -> None:
    _, effects = after(run, *happened)
    assert kinds(effects) == done


def test_points_are_shown_when_they_are_committed_and_not_before() -> None:
    change = Change(field="l1", before=0.0, after=0.5)
    made = [PointMade(point(1, train_loss=0.5)), PointMade(point(2, kind="change", change=change))]
    run, _ = after(HELD, got(*made))
    assert (run.info.last_seq, run.info.final, run.told_seq) == (0, {}, 2)
    run, effects = after(run, events.Committed(1))
    assert (run.info.last_seq, run.info.final) == (2, {"train_loss": 0.5})
    assert run.info.settings == {"l1": 0.5}
    assert kinds(effects) == ["ShowPoints", "ShowInfo"]


def test_a_reason_is_a_whole_sentence_wherever_it_comes_from() -> None:
    failed = StateChanged("failed", other("the file was deleted"), 1, 2)
    run, _ = after(HELD, got(failed), events.Committed(1))
    assert run.info.reason == "The file was deleted."
    assert note_of("diverged", other("it grew"), 3, "now").text == "It grew."


def test_a_played_draft_obeys_only_when_it_is_kept() -> None:
    run, effects = after(
        replace(DRAFT, place="held"), events.Commanded(1, Play()), events.Commanded(2, Pause())
    )
    assert kinds(effects) == ["WriteKept"]
    _, effects = after(run, events.Committed(1))
    assert [e.request.request for e in effects if isinstance(e, events.Send)] == [1, 2]  # type: ignore[union-attr]


def test_what_waits_behind_a_draft_that_cannot_be_kept_goes_on() -> None:
    run, _ = after(
        replace(DRAFT, place="held"), events.Commanded(1, Play()), events.Commanded(2, Pause())
    )
    _, effects = after(run, events.WriteFailed(1, stale=False))
    assert [e.request for e in effects if isinstance(e, events.AnswerCommand)] == [1]
    assert [e.request.request for e in effects if isinstance(e, events.Send)] == [2]  # type: ignore[union-attr]


def test_settings_cannot_be_changed_beyond_the_limit_but_speed_can() -> None:
    full = replace(HELD, num_changes=on_request.MAX_CHANGES - 1)
    asked = [events.Commanded(n, Set(field="l1", value=float(n))) for n in (1, 2)]
    speed = events.Commanded(3, Set(field="steps_per_second", value=1.0))
    _, effects = after(full, *asked, speed)
    refused = [effect for effect in effects if isinstance(effect, events.AnswerCommand)]
    assert [effect.request for effect in refused] == [2]
    assert refused[0].error == sentences.TOO_MANY_CHANGES(count=on_request.MAX_CHANGES)
    assert kinds(effects).count("Send") == 2


def test_more_commands_than_can_wait_are_refused() -> None:
    asked = [events.Commanded(n, Pause()) for n in range(on_request.MAX_COMMANDS + 1)]
    _, effects = after(HELD, *asked)
    (refused,) = [effect for effect in effects if isinstance(effect, events.AnswerCommand)]
    assert refused.request == on_request.MAX_COMMANDS


def test_a_restored_run_carries_no_more_notes_than_the_limit() -> None:
    notes = [note_of("restarted", other(str(n)), n, AT) for n in range(3 * MAX_NOTES)]
    run = restored(SavedRun(an_info(notes=notes), 1, 0, ()))
    assert run.info.notes == notes[-MAX_NOTES:]
    run, _ = after(replace(run, place="held"), got(Noted(REASON)), events.Committed(1))
    assert len(run.info.notes) == MAX_NOTES
    assert run.info.notes[-1].text == whole(str(REASON))


def noted(effects: list[Effect]) -> list[Sentence]:
    """What is written down as notes."""
    writes = [effect.write for effect in effects if isinstance(effect, events.Save)]
    return [write.sentence for write in writes if isinstance(write, events.WriteNote)]


def test_growth_is_noted_once_though_the_next_attempt_says_it_again() -> None:
    first = GREW(first=1.0, now=5e3, advice=LOOK_AT_DATA())
    later = GREW(first=1.0, now=7e3, advice=LOOK_AT_DATA())
    run, effects = after(HELD, got(Noted(first)), got(Noted(later)))
    assert noted(effects) == [first], "also before it is committed"
    run, _ = after(run, events.Committed(1), events.WorkerLost(False, "lost"), events.Committed(2))
    _, effects = after(replace(run, place="held"), got(Noted(later)))
    assert noted(effects) == []


def test_a_full_disk_is_noted_again_only_when_a_checkpoint_was_written_in_between() -> None:
    full = NOT_SAVED(why="No space left on device")
    run, effects = after(HELD, got(Noted(full)), events.Committed(1), got(Noted(full)))
    assert noted(effects) == [full]
    run, _ = after(run, got(Checkpointed(Path("c"), 1, 2, 3)), events.Committed(2))
    _, effects = after(run, got(Noted(full)))
    assert noted(effects) == [full]


def test_a_device_that_is_gone_is_said_once_and_cleared_when_the_run_trains_again() -> None:
    waiting = a_run("running", place="queued")
    reason = sentences.WAITS_FOR_GPU(device="cuda:0")
    run, effects = after(waiting, events.PlaceRefused(reason), events.PlaceRefused(reason))
    assert kinds(effects) == ["WriteState"]
    run, _ = after(run, events.Committed(1))
    assert (run.info.state, run.info.reason_code) == ("queued", reason.code)
    assert "cuda:0" in str(run.info.reason)
    assert after(run, events.PlaceRefused(reason))[1] == []
    running = got(StateChanged("running", None, 0, 0))
    run, _ = after(run, events.Placed("cpu", 0), running, events.Committed(2))
    assert (run.info.state, run.info.reason, run.info.reason_code) == ("running", None, None)


# ---- whatever happens ----------------------------------------------------------------------------


class Anything(RuleBasedStateMachine):
    """A run, a store that commits in order or fails, a worker that says anything, people who ask for anything."""

    def __init__(self) -> None:
        super().__init__()
        self.run = created(an_info(draft=True, state="paused"), heavy=False)
        self.queue: list[events.Save | int] = []
        """Writes in order; a number is the beginning of that attempt."""
        self.preparing = False
        self.ready_to_place = False
        self.stored_attempt, self.stored_seq, self.stored = 1, 0, self.run.info
        self.shown_seq = 0
        self.next_request = 0
        self.asked: dict[int, int] = {}
        self.measured: dict[int, int] = {}
        self.deletions: dict[int, int] = {}
        self.labelled: dict[int, int] = {}
        self.sent: list[CommandRequest | MeasureRequest | WatchRequest] = []
        self.next_seq = 1
        self.place = "nowhere"
        self.deleted = self.forgotten = False
        self.happen(events.Created())

    # ---- the world --------------------------------------------------------------------------

    def happen(self, event: Event) -> None:
        was_gone = self.run.gone
        self.run, effects = step(self.run, event, AT)
        assert not (was_gone and effects), "an effect after the run was forgotten"
        for effect in effects:
            assert not self.forgotten, "an effect behind the last one"
            self.perform(effect)

    def perform(self, effect: Effect) -> None:
        match effect:
            case events.Save():
                self.queue.append(effect)
            case events.Send():
                assert self.place == "held", "something was sent to a worker that is not there"
                self.sent.append(effect.request)
            case events.Place():
                assert self.place == "nowhere"
                self.place = "queued"
            case events.Unplace():
                assert self.place == "queued"
                self.leave()
            case events.Drop():
                assert self.place == "held"
                self.leave()
            case events.ShowPoints():
                for saved in effect.points:
                    assert saved.seq == self.shown_seq + 1, "a hole in what is shown"
                    self.shown_seq = saved.seq
                assert self.shown_seq <= self.stored_seq, "shown before it was committed"
            case events.AnswerCommand():
                answered = self.asked if effect.request in self.asked else self.labelled
                answered[effect.request] += 1
            case events.AnswerMeasure():
                self.measured[effect.request] += 1
            case events.AnswerDelete():
                self.deletions[effect.request] += 1
            case events.Forget():
                self.forgotten = True
            case _:
                """Nothing that can be wrong by itself."""

    def leave(self) -> None:
        self.place, self.ready_to_place, self.sent = "nowhere", False, []

    def commit(self, save: events.Save) -> bool:
        """Whether the store takes the write."""
        write = save.write
        if self.deleted:
            return False
        if isinstance(write, events.WriteDeletion):
            self.deleted = True
        fenced = not isinstance(
            write,
            (
                events.WriteNote,
                events.WriteKept,
                events.WriteLabels,
                events.WriteDeletion,
                events.WriteDeaths,
            ),
        ) and getattr(write, "fenced", True)
        if fenced and save.attempt != self.stored_attempt:
            return False
        if isinstance(write, events.WritePoints):
            if write.points[0].seq != self.stored_seq + 1:
                return False
            self.stored_seq = write.points[-1].seq
            self.stored = self.stored.model_copy(update={"last_seq": self.stored_seq})
        if isinstance(write, events.WriteState):
            before, now = self.stored.state, write.columns["state"]
            assert before == now or states.may_follow(before, now), "a state led out of an end"
            self.stored = self.stored.model_copy(update={"state": now})
        if isinstance(write, events.WriteLabels):
            self.stored = self.stored.model_copy(update=dict(write.columns))
        if isinstance(write, events.WriteKept):
            self.stored = self.stored.model_copy(update={"draft": False})
        return True

    # ---- what can happen --------------------------------------------------------------------

    @precondition(lambda self: self.queue)
    @rule(fails=st.integers(0, 9).map(lambda n: n == 0))
    def the_store_settles_the_next_write(self, fails: bool) -> None:
        save = self.queue.pop(0)
        if isinstance(save, int):
            self.stored_attempt, self.preparing = save, False
            if self.place == "queued":
                self.happen(events.AttemptBegun(save))
                self.ready_to_place = True
        elif fails:
            self.happen(events.WriteFailed(save.number, stale=False))
        elif self.commit(save):
            self.happen(events.Committed(save.number))
        else:
            self.happen(events.WriteFailed(save.number, stale=True))

    @precondition(lambda self: self.place == "queued" and not self.preparing)
    @rule()
    def placement_prepares_it(self) -> None:
        if self.run.begun:
            self.preparing = True
            self.queue.append(self.run.attempt + 1)
        else:
            self.ready_to_place = True

    @precondition(lambda self: self.ready_to_place and self.place == "queued")
    @rule(device=st.sampled_from(["cpu", "cuda:0"]))
    def a_worker_takes_it(self, device: str) -> None:
        self.place, self.ready_to_place = "held", False
        self.next_seq = self.run.info.last_seq + 1
        self.happen(events.Placed(device, 0))

    @precondition(lambda self: self.place == "queued")
    @rule(fatal=st.booleans())
    def no_worker_takes_it(self, fatal: bool) -> None:
        self.happen(events.StartFailed(REASON) if fatal else events.PlaceRefused(REASON))

    @precondition(lambda self: self.place == "held")
    @rule(
        states=st.lists(st.sampled_from(["running", "paused", "finished", "failed"]), max_size=2),
        num_points=st.integers(0, 3),
        again=st.booleans(),
    )
    def its_worker_trains(self, states: list[RunState], num_points: int, again: bool) -> None:
        first = max(1, self.next_seq - 1) if again else self.next_seq
        points = [point(seq) for seq in range(first, first + num_points)]
        messages: list[FromRun] = [PointMade(one) for one in points]
        messages += [StateChanged(state, None, 0, 0) for state in states]
        if points:
            self.next_seq = max(self.next_seq, points[-1].seq + 1)
            messages.append(Checkpointed(Path("c"), points[-1].seq, 0, 0))
        self.happen(events.Received(tuple(messages)))

    @precondition(lambda self: self.place == "held" and self.sent)
    @rule(ok=st.booleans(), twice=st.booleans())
    def its_worker_answers(self, ok: bool, twice: bool) -> None:
        request, error = self.sent.pop(0), None if ok else REASON
        message: FromRun
        if isinstance(request, CommandRequest):
            message = Answered(request.request, ok, error)
        elif isinstance(request, MeasureRequest):
            message = Measured(request.request, b"x" if ok else None, error)
        else:
            message = ProbeFrame("p()", b"x")
        self.happen(events.Received((message, message) if twice else (message,)))

    @precondition(lambda self: self.place == "held")
    @rule()
    def its_worker_lets_go(self) -> None:
        self.happen(events.Received((Gone(),)))

    @precondition(lambda self: self.place == "held")
    @rule(blamed=st.booleans())
    def its_worker_is_lost(self, blamed: bool) -> None:
        self.leave()
        self.happen(events.WorkerLost(blamed, "killed"))

    @precondition(lambda self: not self.forgotten)
    @rule(command=st.sampled_from(COMMANDS))
    def somebody_commands(self, command: Command) -> None:
        self.next_request += 1
        self.asked[self.next_request] = 0
        self.happen(events.Commanded(self.next_request, command))

    @precondition(lambda self: not self.forgotten)
    @rule(full=st.booleans())
    def somebody_measures(self, full: bool) -> None:
        self.next_request += 1
        self.measured[self.next_request] = 0
        self.happen(events.MeasureAsked(self.next_request, {"type": "x"}))
        if full and self.place == "held":
            self.sent.pop()
            self.happen(events.RequestRefused(self.next_request))

    @precondition(lambda self: not self.forgotten)
    @rule(came=st.booleans(), probes=st.booleans())
    def somebody_looks(self, came: bool, probes: bool) -> None:
        self.happen(events.WatcherCame() if came else events.WatcherLeft())
        self.happen(events.ProbesChanged(({"type": "x"},) if probes else ()))

    @precondition(lambda self: not self.forgotten)
    @rule(title=st.sampled_from(["One", "Other"]))
    def somebody_renames_it(self, title: str) -> None:
        self.next_request += 1
        self.labelled[self.next_request] = 0
        self.happen(events.LabelsAsked(self.next_request, {"title": title}))

    @rule()
    def room_is_needed(self) -> None:
        self.happen(events.Unloaded())

    @precondition(lambda self: not self.forgotten)
    @rule(asked=st.integers(0, 9).map(lambda n: n == 0))
    def it_is_to_be_deleted(self, asked: bool) -> None:
        if asked:
            self.next_request += 1
            self.deletions[self.next_request] = 0
            self.happen(events.DeleteAsked(self.next_request))
        else:
            self.happen(events.ForgetDue())

    # ---- what always holds ------------------------------------------------------------------

    @invariant()
    def what_is_shown_is_what_is_committed(self) -> None:
        info = self.run.info
        if self.forgotten:
            return
        assert (info.state, info.last_seq) == (self.stored.state, self.stored_seq)
        assert (info.draft, info.title) == (self.stored.draft, self.stored.title)
        assert self.shown_seq == self.stored_seq

    @invariant()
    def its_place_is_where_it_is(self) -> None:
        assert self.run.place == self.place
        assert self.run.gone == self.forgotten

    @invariant()
    def nobody_is_answered_twice(self) -> None:
        for answered in (self.asked, self.measured, self.deletions, self.labelled):
            assert max(answered.values(), default=0) <= 1

    @invariant()
    def who_is_not_answered_still_waits(self) -> None:
        waiting = {request for request, times in self.asked.items() if times == 0}
        assert waiting == set(self.run.commands)
        assert {r for r, times in self.measured.items() if times == 0} == set(self.run.measures)

    @invariant()
    def whoever_waits_waits_for_something(self) -> None:
        """Each waits for the worker, for a place in one, or for the store; so each is answered."""
        sent = {one.request for one in self.sent if not isinstance(one, WatchRequest)}
        kept = False
        losses = any(isinstance(write, events.WriteLoss) for write in self.run.writing.values())
        for request, pending in self.run.commands.items():
            told = any(
                getattr(write, "request", getattr(write, "answers", None)) == request
                for write in self.run.writing.values()
            )
            kept = kept or pending.after in self.run.writing  # what comes behind it waits too
            waits = request in sent if pending.sent else self.place == "queued" or losses
            assert told if pending.settled else kept or waits, (request, pending)

    def teardown(self) -> None:
        """In the end it is deleted: everybody is answered exactly once."""
        if not self.forgotten:
            self.next_request += 1
            self.deletions[self.next_request] = 0
            self.happen(events.DeleteAsked(self.next_request))
        while self.queue and not self.forgotten:
            self.the_store_settles_the_next_write(False)
        assert self.forgotten
        for answered in (self.asked, self.measured, self.deletions, self.labelled):
            assert set(answered.values()) <= {1}


Anything.TestCase.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
test_whatever_happens_in_whatever_order = Anything.TestCase


def test_an_over_run_is_over_for_ever_in_the_machine_of_states() -> None:
    for state in OVER:
        assert not states.FOLLOWS[state]
        for command in COMMANDS:
            assert isinstance(states.refusal(state, command), Sentence)
