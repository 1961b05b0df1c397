"""The messages of a run and of the stream: one tagged union in each direction. The browser's types are made from them.

Down: the server sends them to a tab as JSON text. Readings are sent as binary frames, see ``wire``.
Up: a tab sends them. Commands are the same from a tab, from a script over HTTP, and to the worker.
"""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, JsonValue, TypeAdapter, WithJsonSchema

Real: TypeAlias = Annotated[
    float,
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number"},
                {"type": "string", "enum": ["NaN", "Infinity", "-Infinity"]},
            ]
        }
    ),
]
"""A float in a message. One that is not finite becomes a string."""

Setting: TypeAlias = float | str | bool | None
"""The value of a live setting."""

RunState: TypeAlias = Literal["queued", "running", "paused", "finished", "stopped", "failed"]
OVER: frozenset[RunState] = frozenset({"finished", "stopped", "failed"})


class Model(BaseModel):
    """The base class of all messages. Unknown fields are refused. Floats that are not finite are written as strings."""

    model_config = ConfigDict(
        extra="forbid", ser_json_inf_nan="strings", use_attribute_docstrings=True, frozen=True
    )


# ---- commands to a run ------------------------------------------------------------------------


class Play(Model):
    """Train until something stops the run."""

    type: Literal["play"] = "play"


class Pause(Model):
    """Pause between two steps."""

    type: Literal["pause"] = "pause"


class Step(Model):
    """Train ``count`` more batches or epochs, then pause."""

    type: Literal["step"] = "step"
    unit: Literal["batch", "epoch"] = "batch"
    count: int = Field(1, ge=1, le=1_000_000)


class Stop(Model):
    """End the run for good. Its weights and its curve stay."""

    type: Literal["stop"] = "stop"


class Set(Model):
    """Change one live setting between two steps. The weights stay. The change is a point of the run.

    ``field`` is a path below ``training`` (``optimizer.lr``, ``l1``, ``task.train``), ``nodes.<id>.<field>`` for a live
    field of a layer, or ``steps_per_second`` (null is as fast as possible), which changes no result and makes no point.
    """

    type: Literal["set"] = "set"
    field: str = Field(max_length=100)
    value: float | Annotated[str, Field(max_length=200)] | bool | None


Command: TypeAlias = Annotated[Play | Pause | Step | Stop | Set, Field(discriminator="type")]
COMMAND: TypeAdapter[Command] = TypeAdapter(Command)


# ---- messages from a run ---------------------------------------------------------------------------


class Norms(Model):
    """Euclidean norms over all params of one node."""

    weight: Real
    gradient: Real | None = None
    """The norm of the gradient in the last batch. null before the first step and for a frozen node."""


class Change(Model):
    """A live setting that was changed before this step's update."""

    field: str
    before: Setting
    after: Setting


class Point(Model):
    """One numbered metric point. ``seq`` is 1, 2, 3 … within the run. The same steps always give the same points.

    ``epoch``: losses and metrics over all samples of each part (train, val, test) after that epoch (epoch 0: before the
    first step).
    ``batch``: the mean of the batch losses since the previous point, every 50 steps within an epoch.
    ``change``: a live setting was changed at this step.
    ``lost``: a point that the database can no longer give, since its file is damaged; it holds nothing.
    Where a run restores the weights of its best epoch at the end, one more ``epoch`` point has their losses and
    metrics.
    """

    seq: int = Field(ge=1)
    kind: Literal["epoch", "batch", "change", "lost"]
    epoch: int = Field(ge=0)
    step: int = Field(ge=0)
    train_loss: Real | None = None
    val_loss: Real | None = None
    """null where the project has no validation split."""
    test_loss: Real | None = None
    batch_loss: Real | None = None
    metrics: dict[str, Real] = {}
    """``train_accuracy``, ``val_accuracy``, ``test_accuracy``, ``test_r2`` …"""
    norms: dict[str, Norms] = {}
    """The norms by node id, at epoch points."""
    learning_rate: Real | None = None
    """The learning rate of the next step, at epoch and change points of a run whose learning rate follows a
    schedule."""
    change: Change | None = None


class Note(Model):
    """Something that happened to a run and that a person should know: a restart, a divergence, a limit."""

    step: int
    text: str
    """The text of ``code`` and ``values`` for a person."""
    kind: Literal["restarted", "diverged", "moved", "limit", "damaged"]
    code: str
    values: dict[str, JsonValue] = {}
    at: str
    """The time, ISO, UTC."""


class RunInfo(Model):
    """A run as lists and headers show it."""

    id: str
    title: str
    state: RunState
    reason: str | None = None
    """Why it failed or stopped, or what it waits for, as a sentence."""
    reason_code: str | None = None
    """The code of the sentence ``reason``."""
    reason_values: dict[str, JsonValue] = {}
    """The values of the sentence ``reason``."""
    draft: bool = False
    """The run was opened but never played. It is not listed, and it is deleted when nobody watches it."""
    epoch: int = 0
    step: int = 0
    last_seq: int = 0
    epochs: int
    """How many epochs are planned."""
    steps_per_epoch: int
    num_params: int
    device: str = "cpu"
    steps_per_second: float | None = None
    """The requested speed. null is as fast as possible."""
    settings: dict[str, Setting] = {}
    """The current live settings, by field."""
    created: str
    final: dict[str, Real] = {}
    """The losses and metrics of the last epoch point."""
    notes: list[Note] = []
    """What happened to it."""
    tags: list[str] = []
    """Words that people put on it to find it again."""
    own_notes: str = ""
    """What people wrote about it."""
    seed: int | None = None
    """The seed of its first weights and of its order; null for a run of an older version."""


# ---- the stream, down ----------------------------------------------------------------------------


class Hello(Model):
    """The first message on every connection."""

    type: Literal["hello"] = "hello"
    version: str
    instance: str
    """A new value after every start of the server."""


class Heartbeat(Model):
    """Sent at least every second, so that a tab notices a dead connection, and when saving is delayed or goes on."""

    type: Literal["heartbeat"] = "heartbeat"
    delayed: str | None = None
    """Why saving is delayed, and what is safe where; null while all is saved within a second."""
    code: str | None = None
    """Which sentence ``delayed`` is."""
    values: dict[str, JsonValue] = {}
    """The values in it."""


class RunMessage(Model):
    """The current state of a run. Sent after every change, when the change is committed."""

    type: Literal["run"] = "run"
    run: RunInfo


class Runs(Model):
    """All listed runs of this browser, the newest first. Sent once after hello, and to a tab that has missed too many
    changes."""

    type: Literal["runs"] = "runs"
    runs: list[RunInfo]


class Listed(Model):
    """What changed in the list since the tab was told of it last."""

    type: Literal["listed"] = "listed"
    runs: list[RunInfo] = []
    """Runs that came or changed, each as it is now."""
    gone: list[str] = []
    """Ids of runs that are there no more; of a draft and of a run of somebody else only where this tab showed it."""


class Points(Model):
    """The next points of a run, without gaps, in order, after the seq that the tab has."""

    type: Literal["points"] = "points"
    run: str
    points: list[Point]
    last_seq: int
    """The last seq on the server. More frames follow until the tab has all points."""


class Status(Model):
    """The current progress of a run. It is not stored. Only the newest is needed."""

    type: Literal["status"] = "status"
    run: str
    epoch: int
    step: int
    batch_loss: Real | None = None
    steps_per_second: float = 0.0
    """The speed over the last second."""


LiveMessage: TypeAlias = Status
"""Messages from a worker to those who watch its run. The server passes them on unchanged. They are not stored, and only
the newest of each type is needed. To add one, write its class here, add it to this union, and yield it from the loop as
``Shown``."""


class Pace(Model):
    """How the line of this tab is, after it became slow or fast. Over a slow line pictures come fewer and smaller."""

    type: Literal["pace"] = "pace"
    is_slow: bool
    bytes_per_sec: float
    """About what it takes."""


class Answer(Model):
    """The answer to the message that had this ``id``."""

    type: Literal["answer"] = "answer"
    id: int
    ok: bool
    error: str | None = None
    """The error as a sentence: which value came, which would fit, what to do."""
    code: str | None = None
    """The code of the sentence ``error``."""
    values: dict[str, JsonValue] = {}
    """The values of the sentence ``error``."""
    value: JsonValue = None


class Refusal(Model):
    """The answer to a message that could not be read or that is not allowed. The connection stays open."""

    type: Literal["refusal"] = "refusal"
    error: str
    code: str
    """The code of the sentence ``error``."""
    values: dict[str, JsonValue]
    """The values of the sentence ``error``."""


class ProbeProblem(Model):
    """The reason why a probe could not measure, as a sentence. The run continues."""

    type: Literal["probe_problem"] = "probe_problem"
    run: str
    probe: str
    error: str


Down: TypeAlias = Annotated[
    Hello
    | Heartbeat
    | Runs
    | Listed
    | RunMessage
    | Points
    | LiveMessage
    | Answer
    | Pace
    | Refusal
    | ProbeProblem,
    Field(discriminator="type"),
]
DOWN: TypeAdapter[Down] = TypeAdapter(Down)


# ---- the stream, up ------------------------------------------------------------------------------


class Subscribe(Model):
    """Asks for a run: its state, the points after ``after``, then live messages."""

    type: Literal["subscribe"] = "subscribe"
    run: str = Field(max_length=64)
    after: int = Field(0, ge=0)


class Unsubscribe(Model):
    """This tab no longer shows the run."""

    type: Literal["unsubscribe"] = "unsubscribe"
    run: str = Field(max_length=64)


class Watch(Model):
    """All probes of a run that this tab shows. Replaces the probes that it watched before."""

    type: Literal["watch"] = "watch"
    run: str = Field(max_length=64)
    probes: list[dict[str, JsonValue]] = Field(max_length=40)


class Measure(Model):
    """Asks for one exact measurement of a probe now. The answer is an ``answer`` and, where the probe measured, one
    binary frame whose ``probe`` is ``"#<id>"``."""

    type: Literal["measure"] = "measure"
    id: int
    run: str = Field(max_length=64)
    probe: dict[str, JsonValue]


class CommandMessage(Model):
    """A command to a run."""

    type: Literal["command"] = "command"
    id: int
    run: str = Field(max_length=64)
    command: Command


class Received(Model):
    """How many frames have come over this line since it was opened, pieces counted each. Only on a line that was opened
    with ``paced=true``; the server then sends no more ahead than the line takes."""

    type: Literal["received"] = "received"
    frames: int = Field(ge=0)
    rested_secs: float = Field(0.0, ge=0, le=60)
    """How long the page was busy before it saw the last of them, so that its line is not taken for slow."""


class Ping(Model):
    """Asks for a heartbeat."""

    type: Literal["ping"] = "ping"


Up: TypeAlias = Annotated[
    Subscribe | Unsubscribe | Watch | Measure | CommandMessage | Received | Ping,
    Field(discriminator="type"),
]
UP: TypeAdapter[Up] = TypeAdapter(Up)


def probe_key(probe: dict[str, Any]) -> str:
    """The name of a probe with its settings. Equal settings give an equal key. The browser computes the same key.

    ``{"type": "unit_maps", "size": 50}`` gives ``unit_maps(size=50)``. Fields are in alphabetical order, JSON values
    without blanks.
    """
    fields = ",".join(
        f"{name}={json.dumps(probe[name], separators=(',', ':'), ensure_ascii=False)}"
        for name in sorted(probe)
        if name != "type"
    )
    return f"{probe['type']}({fields})"
