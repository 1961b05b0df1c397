"""A run in memory: everything that decides what happens next, frozen. ``live_run.step`` makes the next one of it.

``run.info`` holds only what is committed. What is on its way to the store waits in ``run.writing`` and is shown by the
event ``Committed``; the fields that begin with ``told`` say how far the store was told already.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from torchground.runs.events import (
    Effect,
    Place,
    Probe,
    Save,
    Write,
    WriteCheckpoints,
    WriteDeletion,
)
from torchground.storage.records import MAX_NOTES, SavedCheckpoint, SavedRun
from torchground.telemetry.messages import OVER, Command, Note, RunInfo, RunState, Setting
from torchground.words import Sentence, whole

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True)
class PendingCommand:
    """A command that is not answered yet."""

    command: Command
    sent: bool = False
    """Its worker has it."""
    settled: bool = False
    """It was obeyed or refused; the answer follows when that is committed."""
    after: int | None = None
    """The write that must be committed before it is sent."""


@dataclass(frozen=True)
class PendingMeasure:
    """A measurement that is not answered yet."""

    probe: Probe
    sent: bool = False


@dataclass(frozen=True)
class LiveRun:
    """Everything about a run that decides what happens next."""

    info: RunInfo
    attempt: int = 1
    """How often it was given to a worker; only the newest attempt may write."""
    deaths: int = 0
    """How many workers died under it since it last got further."""
    seq_at_death: int = -1
    """How far it was when its worker last died."""
    checkpoints: tuple[SavedCheckpoint, ...] = ()
    """The committed ones that are kept, the newest first."""
    heavy: bool = False
    """A GPU pays."""
    begun: bool = True
    """A worker has had it. The first attempt of a run that none has had needs no new number."""
    place: Literal["nowhere", "queued", "held"] = "nowhere"
    """In no worker; waiting for one; in one."""
    start_paused: bool = False
    """Start paused."""
    only_looked_at: bool = False
    """Its worker holds it to be looked at: nothing it sends changes the run's state."""
    told_state: RunState = "queued"
    told_seq: int = 0
    told_settings: Mapping[str, Setting] = field(default_factory=dict)
    num_changes: int = 0
    """How often its live settings were changed, as far as known; exact while a worker holds it."""
    commands: Mapping[int, PendingCommand] = field(default_factory=dict)
    measures: Mapping[int, PendingMeasure] = field(default_factory=dict)
    probes: tuple[Probe, ...] = ()
    """Watched by somebody."""
    num_watchers: int = 0
    writing: Mapping[int, Write] = field(default_factory=dict)
    """What waits to be committed, in order, by number."""
    next_write: int = 1
    gone: bool = False
    """Forgotten; nothing follows any more."""

    @property
    def id(self) -> str:
        """Of the run."""
        return self.info.id

    @property
    def checkpoint(self) -> SavedCheckpoint | None:
        """The newest one that is committed."""
        return next(iter(self.checkpoints), None)

    @property
    def told_checkpoints(self) -> tuple[SavedCheckpoint, ...]:
        """Those that the store was told to keep, the newest first."""
        told = [write for write in self.writing.values() if isinstance(write, WriteCheckpoints)]
        return told[-1].kept if told else self.checkpoints

    @property
    def over(self) -> bool:
        """It trains no further."""
        return self.info.state in OVER

    @property
    def held(self) -> bool:
        """A worker holds it."""
        return self.place == "held"

    @property
    def is_idle(self) -> bool:
        """Nobody looks and nothing trains: its place in a worker may be taken."""
        waits = self.over or self.info.state == "paused"
        return waits and not (self.num_watchers or self.commands or self.measures)

    @property
    def will_train(self) -> bool:
        """It wants a worker to train in, not only to be looked at."""
        if self.told_state in OVER:
            return False
        return self.told_state != "paused" or bool(self.commands)

    @property
    def deleting(self) -> bool:
        """Its deletion is on its way to the store."""
        return any(isinstance(write, WriteDeletion) for write in self.writing.values())


def created(info: RunInfo, *, heavy: bool) -> LiveRun:
    """A new run, durable and in no worker yet."""
    return LiveRun(
        info,
        heavy=heavy,
        begun=False,
        start_paused=info.state == "paused",
        told_state=info.state,
        told_settings=dict(info.settings),
    )


def restored(saved: SavedRun) -> LiveRun:
    """A run from the store, in no worker."""
    info = saved.info
    if len(info.notes) > MAX_NOTES:
        info = info.model_copy(update={"notes": info.notes[-MAX_NOTES:]})
    return LiveRun(
        info,
        attempt=saved.attempt,
        deaths=saved.deaths,
        seq_at_death=info.last_seq,
        checkpoints=saved.checkpoints,
        heavy=info.device != "cpu",
        told_state=info.state,
        told_seq=info.last_seq,
        told_settings=dict(info.settings),
    )


class Transition:
    """One step in the making: the run so far, and the effects so far."""

    def __init__(self, run: LiveRun, at: str) -> None:
        self.run = run
        self.at = at
        """ISO time, UTC."""
        self.effects: list[Effect] = []

    def set(self, **values: Any) -> None:
        """Have another run with these fields changed. Written by hand: ``replace`` of so many fields takes 20 µs."""
        run = object.__new__(LiveRun)
        run.__dict__.update(self.run.__dict__, **values)
        assert len(run.__dict__) == len(self.run.__dict__), f"no such field among {sorted(values)}"
        self.run = run

    def do(self, *effects: Effect) -> None:
        """Have this done."""
        self.effects += effects

    def show(self, columns: Mapping[str, Any]) -> None:
        """Take committed columns into ``info``."""
        values = dict(columns)
        if "reason" in values:
            values |= _reason(values["reason"])
        self.set(info=self.run.info.model_copy(update=values))

    def save(self, write: Write) -> int:
        """Have this written; its number."""
        number = self.run.next_write
        self.set(next_write=number + 1, writing={**self.run.writing, number: write})
        self.do(Save(number, self.run.attempt, write))
        return number

    def place(self) -> None:
        """Have the run in a worker soon, if it is in none."""
        if self.run.place == "nowhere" and not self.run.gone:
            self.set(place="queued")
            self.do(Place())

    def written(self, number: int) -> Write:
        """A write that is settled now, committed or not."""
        write = self.run.writing[number]
        self.set(writing=without(self.run.writing, number))
        return write


def without(mapping: Mapping[K, V], key: K) -> dict[K, V]:
    """The mapping without this key."""
    return {k: v for k, v in mapping.items() if k != key}


def note_of(kind: Any, sentence: Sentence, step: int, at: str) -> Note:
    """A note as it is shown, its text beside its code and values."""
    return Note(
        step=step,
        kind=kind,
        at=at,
        code=sentence.code,
        values=dict(sentence.values),
        text=whole(str(sentence)),
    )


def _reason(reason: Sentence | None) -> dict[str, Any]:
    if reason is None:
        return {"reason": None, "reason_code": None, "reason_values": {}}
    return {
        "reason": whole(str(reason)),
        "reason_code": reason.code,
        "reason_values": dict(reason.values),
    }
