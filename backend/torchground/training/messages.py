"""The messages between a loop and its driver: the requests to the loop, and the messages that it yields while it
trains.

They are plain values. Each has a ``type``, which identifies it when it is sent as bytes (``workers.messages`` makes the
unions of it). The loop does not know who receives them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeAlias

from torchground.files.checkpoints import CheckpointFile
from torchground.telemetry.messages import Command, LiveMessage, Point, RunState
from torchground.words import Sentence

# ---- requests to a loop --------------------------------------------------------------------------


@dataclass(frozen=True)
class CommandRequest:
    """Carry out a command between two steps. The answer is :class:`Answered` with the same ``request``."""

    request: int
    command: Command
    type: Literal["command"] = field(default="command", kw_only=True)


@dataclass(frozen=True)
class WatchRequest:
    """The complete list of probes that are watched from now on, each as its JSON object."""

    probes: tuple[dict[str, Any], ...]
    type: Literal["watch"] = field(default="watch", kw_only=True)


@dataclass(frozen=True)
class MeasureRequest:
    """Measure one probe once, now. The answer is :class:`Measured` with the same ``request``."""

    request: int
    probe: dict[str, Any]
    type: Literal["measure"] = field(default="measure", kw_only=True)


@dataclass(frozen=True)
class Shutdown:
    """Write a checkpoint and end. The run continues later, perhaps in another process."""

    type: Literal["shutdown"] = field(default="shutdown", kw_only=True)


LoopRequest: TypeAlias = CommandRequest | WatchRequest | MeasureRequest
"""The requests that reach a loop while it trains."""

# ---- what a loop yields --------------------------------------------------------------------------


@dataclass(frozen=True)
class PointMade:
    """The next metric point. ``point.seq`` has no gaps. A resumed attempt makes the same points again."""

    point: Point
    type: Literal["point"] = field(default="point", kw_only=True)


@dataclass(frozen=True)
class Shown:
    """A message for those who watch the run. The server passes it on unread. Only the newest of each type is needed."""

    message: LiveMessage
    type: Literal["shown"] = field(default="shown", kw_only=True)


@dataclass(frozen=True)
class ProbeFrame:
    """A watched probe's readings, packed by ``telemetry.wire``. Only the newest of each key is needed."""

    probe_key: str
    data: bytes
    type: Literal["probe_frame"] = field(default="probe_frame", kw_only=True)


@dataclass(frozen=True)
class Measured:
    """The answer to one measure request: packed readings (their probe is ``#<request>``), or why there are none."""

    request: int
    data: bytes | None
    error: Sentence | None
    type: Literal["measured"] = field(default="measured", kw_only=True)


@dataclass(frozen=True)
class ProbeFailed:
    """A watched probe could not measure. Sent once, until the probe measures again or is watched again."""

    probe_key: str
    error: Sentence
    type: Literal["probe_failed"] = field(default="probe_failed", kw_only=True)


@dataclass(frozen=True)
class StateChanged:
    """The run trains, is paused or is over; and after how many epochs and steps."""

    state: RunState
    reason: Sentence | None
    epoch: int
    step: int
    type: Literal["state"] = field(default="state", kw_only=True)


@dataclass(frozen=True)
class Checkpointed:
    """A checkpoint is on disk at ``path``. Older ones may be deleted after this is recorded. The loop deletes none."""

    path: Path
    seq: int
    """The seq of the last point before it."""
    epoch: int
    step: int
    sha256: str | None = None
    """Of its bytes, in hex."""
    type: Literal["checkpoint"] = field(default="checkpoint", kw_only=True)

    @property
    def file(self) -> CheckpointFile:
        """The file, with what its bytes are."""
        return CheckpointFile(self.path, self.sha256)


@dataclass(frozen=True)
class Answered:
    """A command was carried out, or refused with a sentence."""

    request: int
    ok: bool
    error: Sentence | None = None
    type: Literal["answer"] = field(default="answer", kw_only=True)


@dataclass(frozen=True)
class Noted:
    """Something that a person should know. The run continues. For example, a checkpoint could not be written."""

    sentence: Sentence
    type: Literal["note"] = field(default="note", kw_only=True)


@dataclass(frozen=True)
class Turn:
    """The driver may do something else now. Yielded every few milliseconds of training, and never sent to the server.

    ``idle_until``: there is nothing to do before this ``time.monotonic()``, unless the inbox gets a request. Infinity
    means that only the inbox can bring something to do. None means that the loop can continue at any time.
    """

    idle_until: float | None = None


News: TypeAlias = (
    PointMade
    | Shown
    | ProbeFrame
    | Measured
    | ProbeFailed
    | StateChanged
    | Checkpointed
    | Answered
    | Noted
)
"""The messages that a loop sends about its run."""

Message: TypeAlias = News | Turn
