"""What can happen to a run, what follows from it, and what is written of it: plain values, no behaviour.

``live_run.step`` takes an :data:`Event` and gives :data:`Effect` s. A :data:`Write` is committed first; what it says is
shown when the event :class:`Committed` comes back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from torchground.storage.records import SavedCheckpoint, SavedPoint
from torchground.telemetry.messages import Command, LiveMessage
from torchground.training.messages import LoopRequest
from torchground.words import Sentence
from torchground.workers.messages import FromRun

Probe: TypeAlias = Mapping[str, Any]
"""A probe as its JSON object."""
Columns: TypeAlias = Mapping[str, Any]
"""Columns of the run's row, by name. ``reason`` is a sentence."""

# ---- events --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Created:
    """The run was made just now and is durable."""


@dataclass(frozen=True)
class Restored:
    """The server was started and found the run in the store."""

    goes_on: bool = True
    """Whether it may train on by itself."""


@dataclass(frozen=True)
class DamageFound:
    """Something of the run can no longer be read from the store."""

    sentence: Sentence


@dataclass(frozen=True)
class Received:
    """Its worker sent messages, in this order."""

    messages: tuple[FromRun, ...]


@dataclass(frozen=True)
class Commanded:
    """Somebody drives it; answered once, by :class:`AnswerCommand` with the same ``request``."""

    request: int
    command: Command


@dataclass(frozen=True)
class MeasureAsked:
    """Somebody wants one measurement; answered once, by :class:`AnswerMeasure`, or given up."""

    request: int
    probe: Probe


@dataclass(frozen=True)
class MeasureGivenUp:
    """Whoever wanted the measurement waits no longer."""

    request: int


@dataclass(frozen=True)
class RequestRefused:
    """Too many requests wait for its worker; this one was not sent."""

    request: int


@dataclass(frozen=True)
class WatcherCame:
    """One more watches the run."""


@dataclass(frozen=True)
class WatcherLeft:
    """One less watches the run."""


@dataclass(frozen=True)
class ProbesChanged:
    """These probes are watched from now on, by all watchers together."""

    probes: tuple[Probe, ...]


@dataclass(frozen=True)
class AttemptBegun:
    """A new attempt has its number in the store; only it may write from now on."""

    attempt: int


@dataclass(frozen=True)
class AttemptRefused:
    """No attempt can begin: the run is gone from the store, or a later attempt goes on elsewhere."""


@dataclass(frozen=True)
class CheckpointsLost:
    """These checkpoints are damaged or gone: the run goes on from the next older one, or from its start."""

    lost: tuple[SavedCheckpoint, ...]


@dataclass(frozen=True)
class Placed:
    """A worker took the run."""

    device: str
    num_changes: int
    """How many changes of live settings the run has."""


@dataclass(frozen=True)
class PlaceRefused:
    """No worker can take the run now, and has not for a while; ``reason`` says what it waits for."""

    reason: Sentence


@dataclass(frozen=True)
class StartFailed:
    """The run cannot be given to a worker, whatever is tried; ``reason`` says why."""

    reason: Sentence


@dataclass(frozen=True)
class WorkerLost:
    """Its worker is gone. ``why`` completes "The worker was …"."""

    blamed: bool
    """The run had its turn when it happened."""
    why: str


@dataclass(frozen=True)
class Unloaded:
    """Its place in a worker is needed for others; nobody watches it and it does not train."""


@dataclass(frozen=True)
class DeleteAsked:
    """Somebody wants it deleted; answered once, by :class:`AnswerDelete` with the same ``request``."""

    request: int


@dataclass(frozen=True)
class LabelsAsked:
    """Somebody renames it, tags it or writes about it; answered once, by :class:`AnswerCommand`."""

    request: int
    columns: Columns


@dataclass(frozen=True)
class ForgetDue:
    """It was a draft that nobody watched for long enough, or its place is another's."""

    even_watched: bool = False


@dataclass(frozen=True)
class Committed:
    """A write is durable. Writes are committed in the order in which they were asked for."""

    write: int


@dataclass(frozen=True)
class WriteFailed:
    """A write will never be durable. ``stale``: a later attempt writes now, or the run is gone from the store."""

    write: int
    stale: bool


Event: TypeAlias = (
    Created
    | Restored
    | DamageFound
    | Received
    | Commanded
    | MeasureAsked
    | MeasureGivenUp
    | RequestRefused
    | WatcherCame
    | WatcherLeft
    | ProbesChanged
    | AttemptBegun
    | AttemptRefused
    | CheckpointsLost
    | Placed
    | PlaceRefused
    | StartFailed
    | WorkerLost
    | Unloaded
    | DeleteAsked
    | LabelsAsked
    | ForgetDue
    | Committed
    | WriteFailed
)

# ---- writes --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class WritePoints:
    """The next points, and the columns that change with them."""

    points: tuple[SavedPoint, ...]
    columns: Columns


@dataclass(frozen=True)
class WriteState:
    """The run trains, waits or is over. ``answers``: the command that asked for it, where no worker did it."""

    columns: Columns
    answers: int | None = None
    fenced: bool = True
    """Only the newest attempt may write it."""


@dataclass(frozen=True)
class WriteCheckpoints:
    """These checkpoints are durable, the newest first; older ones may go once this is recorded."""

    kept: tuple[SavedCheckpoint, ...]


@dataclass(frozen=True)
class WriteAnswer:
    """A worker answered; what the command caused was written before."""

    request: int
    error: Sentence | None
    columns: Columns = field(default_factory=dict)


@dataclass(frozen=True)
class WriteNote:
    """A person should know."""

    kind: Literal["restarted", "diverged", "moved", "limit", "damaged"]
    sentence: Sentence
    step: int
    at: str


@dataclass(frozen=True)
class WriteLoss:
    """Nothing; it is committed when all that the lost worker sent is."""

    blamed: bool
    why: str


@dataclass(frozen=True)
class WriteDeaths:
    """How many workers died under it since it last got further."""

    deaths: int


@dataclass(frozen=True)
class WriteColumns:
    """Columns that are shown when they are committed, and mean nothing more."""

    columns: Columns


@dataclass(frozen=True)
class WriteLabels:
    """What people write on it. Nothing else of it changes. ``answers``: who asked."""

    columns: Columns
    answers: int


@dataclass(frozen=True)
class WriteKept:
    """The draft is a run from now on: listed and kept."""


@dataclass(frozen=True)
class WriteDeletion:
    """The run goes, with its points and notes. ``answers``: who asked."""

    answers: int | None


Write: TypeAlias = (
    WritePoints
    | WriteState
    | WriteCheckpoints
    | WriteAnswer
    | WriteNote
    | WriteLoss
    | WriteDeaths
    | WriteColumns
    | WriteLabels
    | WriteKept
    | WriteDeletion
)

# ---- effects -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Save:
    """Write this; say :class:`Committed` or :class:`WriteFailed` with the number."""

    number: int
    attempt: int
    write: Write


@dataclass(frozen=True)
class Send:
    """Ask its worker."""

    request: LoopRequest


@dataclass(frozen=True)
class Drop:
    """Have its worker forget it."""


@dataclass(frozen=True)
class Place:
    """Have it in a worker soon."""


@dataclass(frozen=True)
class Unplace:
    """It waits for a worker no longer."""


@dataclass(frozen=True)
class ShowInfo:
    """``run.info`` changed in a way that headers show, and lists if ``listed``."""

    listed: bool = True


@dataclass(frozen=True)
class ShowPoints:
    """These points are committed."""

    points: tuple[SavedPoint, ...]


@dataclass(frozen=True)
class ShowLive:
    """What its worker says to those who watch, in place of the message of this type before."""

    message: LiveMessage


@dataclass(frozen=True)
class ShowReading:
    """What a watched probe found, packed; or why there is nothing."""

    probe_key: str
    found: bytes | str


@dataclass(frozen=True)
class ShowNoReadings:
    """Why none of the watched probes will find anything."""

    reason: Sentence


@dataclass(frozen=True)
class AnswerCommand:
    """The command is done, or what was written on the run is kept; or it is refused with ``error``."""

    request: int
    error: Sentence | None


@dataclass(frozen=True)
class AnswerMeasure:
    """The packed readings, or why there are none."""

    request: int
    found: bytes | str


@dataclass(frozen=True)
class AnswerDelete:
    """The run is gone, or could not be deleted."""

    request: int
    error: Sentence | None


@dataclass(frozen=True)
class KeepCheckpoints:
    """These are recorded; those before the newest of them may go."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class ForgetLater:
    """Nobody watches the draft: say :class:`ForgetDue` after a while."""


@dataclass(frozen=True)
class KeepForNow:
    """Do not say :class:`ForgetDue`."""


@dataclass(frozen=True)
class MakeRoom:
    """It was placed; workers may hold too many idle runs now."""


@dataclass(frozen=True)
class LogError:
    """Something that must not happen, for whoever runs the server."""

    text: str


@dataclass(frozen=True)
class Forget:
    """It is gone from the store: forget it, with its files. No effect follows this one."""


Effect: TypeAlias = (
    Save
    | Send
    | Drop
    | Place
    | Unplace
    | ShowInfo
    | ShowPoints
    | ShowLive
    | ShowReading
    | ShowNoReadings
    | AnswerCommand
    | AnswerMeasure
    | AnswerDelete
    | KeepCheckpoints
    | ForgetLater
    | KeepForNow
    | MakeRoom
    | LogError
    | Forget
)
