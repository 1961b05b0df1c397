"""The messages of a run and of the stream, one tagged union each way; the browser's types come from here.

Down: what the server sends a tab as JSON text (readings go beside them as binary frames, see ``wire``).
Up: what a tab sends. Commands are the same from a tab, from a script over HTTP, and on to the worker.
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
"""A float that crosses the wire even when it is not finite: then as a string that says so."""

Setting: TypeAlias = float | str | bool | None
"""The value of a live setting."""

RunState: TypeAlias = Literal["queued", "running", "paused", "finished", "stopped", "failed"]
OVER: frozenset[RunState] = frozenset({"finished", "stopped", "failed"})


class Model(BaseModel):
    """The base of all that crosses a wire: unknown fields are refused, non-finite floats are written as strings."""

    model_config = ConfigDict(
        extra="forbid", ser_json_inf_nan="strings", use_attribute_docstrings=True, frozen=True
    )


# ---- commands: to a run ------------------------------------------------------------------------


class Play(Model):
    """Train on until something stops the run."""

    type: Literal["play"] = "play"


class Pause(Model):
    """Stop between two steps and wait."""

    type: Literal["pause"] = "pause"


class Step(Model):
    """Train ``count`` batches or epochs further, then wait."""

    type: Literal["step"] = "step"
    unit: Literal["batch", "epoch"] = "batch"
    count: int = Field(1, ge=1, le=1_000_000)


class Stop(Model):
    """End the run for good; its weights and curve stay."""

    type: Literal["stop"] = "stop"


class Set(Model):
    """Change one live setting between two steps, weights kept; the change is a point of the run.

    ``field`` is a path below ``training`` (``optimizer.lr``, ``l1``, ``task.train``), ``nodes.<id>.<field>`` for a live
    field of a layer, or ``steps_per_second`` (null is as fast as it goes), which changes no result and leaves no point.
    """

    type: Literal["set"] = "set"
    field: str = Field(max_length=100)
    value: float | Annotated[str, Field(max_length=200)] | bool | None


Command: TypeAlias = Annotated[Play | Pause | Step | Stop | Set, Field(discriminator="type")]
COMMAND: TypeAdapter[Command] = TypeAdapter(Command)


# ---- what a run says ---------------------------------------------------------------------------


class Norms(Model):
    """Euclidean norms over all params of one node."""

    weight: Real
    gradient: Real | None = None
    """Of the last batch; null before the first step and for a frozen node."""


class Change(Model):
    """A live setting that was changed before this step's update."""

    field: str
    before: Setting
    after: Setting


class Point(Model):
    """One numbered metric point. ``seq`` is 1, 2, 3 … within the run; the same steps always give the same points.

    ``epoch``: losses and metrics over all samples of each part (train, val, test) after that epoch (epoch 0: before the
    first step).
    ``batch``: the running mean of the batch loss since the point before, every 50 steps within an epoch.
    ``change``: a live setting was changed at this step.
    ``lost``: a point that the database can no longer give, since its file is damaged; it holds nothing.
    Where a run takes up the weights of its best epoch at the end, one more ``epoch`` point says what these give.
    """

    seq: int = Field(ge=1)
    kind: Literal["epoch", "batch", "change", "lost"]
    epoch: int = Field(ge=0)
    step: int = Field(ge=0)
    train_loss: Real | None = None
    val_loss: Real | None = None
    """Null where the project has no validation split."""
    test_loss: Real | None = None
    batch_loss: Real | None = None
    metrics: dict[str, Real] = {}
    """``train_accuracy``, ``val_accuracy``, ``test_accuracy``, ``test_r2`` …"""
    norms: dict[str, Norms] = {}
    """By node id, at epoch points."""
    learning_rate: Real | None = None
    """Of the step that comes next, at epoch and change points of a run whose learning rate follows a schedule."""
    change: Change | None = None


class Note(Model):
    """Something that happened to a run and that a person should know: a restart, a divergence, a limit."""

    step: int
    text: str
    """``code`` and ``values`` as a person reads them."""
    kind: Literal["restarted", "diverged", "moved", "limit", "damaged"]
    code: str
    values: dict[str, JsonValue] = {}
    at: str
    """ISO time, UTC."""


class RunInfo(Model):
    """A run as lists and headers show it."""

    id: str
    title: str
    state: RunState
    reason: str | None = None
    """Why it failed or stopped, or what it waits for, in a sentence."""
    reason_code: str | None = None
    """Which sentence ``reason`` is."""
    reason_values: dict[str, JsonValue] = {}
    """The values in it."""
    draft: bool = False
    """Opened to look at, not played yet: not listed, forgotten when nobody watches."""
    epoch: int = 0
    step: int = 0
    last_seq: int = 0
    epochs: int
    """How many epochs were asked for."""
    steps_per_epoch: int
    num_params: int
    device: str = "cpu"
    steps_per_second: float | None = None
    """The speed asked for; null is as fast as it goes."""
    settings: dict[str, Setting] = {}
    """The live settings as they are now, by field."""
    created: str
    final: dict[str, Real] = {}
    """The last epoch point's losses and metrics."""
    notes: list[Note] = []


# ---- the stream, down ----------------------------------------------------------------------------


class Hello(Model):
    """First message on every connection."""

    type: Literal["hello"] = "hello"
    version: str
    instance: str
    """New whenever the server was started anew."""


class Heartbeat(Model):
    """At least one every second, so that a tab notices a line that died, and one when saving is delayed or goes on."""

    type: Literal["heartbeat"] = "heartbeat"
    delayed: str | None = None
    """Why saving is delayed, and what is safe where; null while all is saved within a second."""
    code: str | None = None
    """Which sentence ``delayed`` is."""
    values: dict[str, JsonValue] = {}
    """The values in it."""


class RunMessage(Model):
    """A run as it is now; after every change, committed before it is sent."""

    type: Literal["run"] = "run"
    run: RunInfo


class Runs(Model):
    """All runs that are listed, newest first; sent once after hello, and to a tab that has missed too many changes."""

    type: Literal["runs"] = "runs"
    runs: list[RunInfo]


class Listed(Model):
    """What changed in the list since the tab was told of it last."""

    type: Literal["listed"] = "listed"
    runs: list[RunInfo] = []
    """Runs that came or changed, each as it is now."""
    gone: list[str] = []
    """Ids of runs that are there no more; of a draft only where this tab showed it."""


class Points(Model):
    """The next points of a run, dense, in order, after the seq that the tab said it had."""

    type: Literal["points"] = "points"
    run: str
    points: list[Point]
    last_seq: int
    """How many the server has; more frames follow until the tab has them all."""


class Status(Model):
    """Where a run is right now; not kept, only the newest counts."""

    type: Literal["status"] = "status"
    run: str
    epoch: int
    step: int
    batch_loss: Real | None = None
    steps_per_second: float = 0.0
    """Measured over the last second."""


LiveMessage: TypeAlias = Status
"""What a worker says to those who watch its run, and the server passes on as it is: not kept, the newest of each type
counts. To add one, write its class here, add it to this union, and yield it from the loop as ``Shown``."""


class Answer(Model):
    """To the message that carried this ``id``."""

    type: Literal["answer"] = "answer"
    id: int
    ok: bool
    error: str | None = None
    """What came, what would fit, what to do."""
    code: str | None = None
    """Which sentence ``error`` is."""
    values: dict[str, JsonValue] = {}
    """The values in it."""
    value: JsonValue = None


class Refusal(Model):
    """A message that could not be read or that asks for what is not allowed; the connection stays."""

    type: Literal["refusal"] = "refusal"
    error: str
    code: str
    """Which sentence ``error`` is."""
    values: dict[str, JsonValue]
    """The values in it."""


class ProbeProblem(Model):
    """A probe could not measure: why, in a sentence; the run goes on."""

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
    | Refusal
    | ProbeProblem,
    Field(discriminator="type"),
]
DOWN: TypeAdapter[Down] = TypeAdapter(Down)


# ---- the stream, up ------------------------------------------------------------------------------


class Subscribe(Model):
    """Send me this run: its state, the points after ``after``, then live."""

    type: Literal["subscribe"] = "subscribe"
    run: str = Field(max_length=64)
    after: int = Field(0, ge=0)


class Unsubscribe(Model):
    """This tab no longer shows the run."""

    type: Literal["unsubscribe"] = "unsubscribe"
    run: str = Field(max_length=64)


class Watch(Model):
    """The probes this tab has on its screen for a run, all of them; replaces what it watched before."""

    type: Literal["watch"] = "watch"
    run: str = Field(max_length=64)
    probes: list[dict[str, JsonValue]] = Field(max_length=40)


class Measure(Model):
    """Measure one probe once, now, exactly: answered by an ``answer`` and, where it measured, one binary frame
    whose ``probe`` is ``"#<id>"``."""

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


class Ping(Model):
    """Answered by a heartbeat."""

    type: Literal["ping"] = "ping"


Up: TypeAlias = Annotated[
    Subscribe | Unsubscribe | Watch | Measure | CommandMessage | Ping, Field(discriminator="type")
]
UP: TypeAdapter[Up] = TypeAdapter(Up)


def probe_key(probe: dict[str, Any]) -> str:
    """The name of a probe with its settings: equal settings give an equal key. The browser computes the same.

    ``{"type": "unit_maps", "size": 50}`` gives ``unit_maps(size=50)``; fields in alphabetical order, JSON values
    without blanks.
    """
    fields = ",".join(
        f"{name}={json.dumps(probe[name], separators=(',', ':'), ensure_ascii=False)}"
        for name in sorted(probe)
        if name != "type"
    )
    return f"{probe['type']}({fields})"
