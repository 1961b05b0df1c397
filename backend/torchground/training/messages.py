"""The messages between a loop and whoever drives it: what it is asked, and what it yields while it trains.

They are plain values. Each has a ``type``, which tells them apart where they cross a line as bytes
(``workers.messages`` makes the unions of it); the loop does not know where they go.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeAlias

from torchground.files.checkpoints import CheckpointFile
from torchground.telemetry.messages import Command, LiveMessage, Point, RunState
from torchground.words import Sentence

# ---- what a loop is asked ------------------------------------------------------------------------


@dataclass(frozen=True)
class CommandRequest:
    """Obey a command between two steps; answered by :class:`Answered` with the same ``request``."""

    request: int
    command: Command
    type: Literal["command"] = field(default="command", kw_only=True)


@dataclass(frozen=True)
class WatchRequest:
    """The probes that somebody looks at from now on, all of them, each as its JSON object."""

    probes: tuple[dict[str, Any], ...]
    type: Literal["watch"] = field(default="watch", kw_only=True)


@dataclass(frozen=True)
class MeasureRequest:
    """Measure one probe once, now; answered by :class:`Measured` with the same ``request``."""

    request: int
    probe: dict[str, Any]
    type: Literal["measure"] = field(default="measure", kw_only=True)


@dataclass(frozen=True)
class Shutdown:
    """Write a checkpoint and end; the run goes on elsewhere, later."""

    type: Literal["shutdown"] = field(default="shutdown", kw_only=True)


LoopRequest: TypeAlias = CommandRequest | WatchRequest | MeasureRequest
"""What reaches a loop from outside while it trains."""

# ---- what a loop yields --------------------------------------------------------------------------


@dataclass(frozen=True)
class PointMade:
    """The next metric point; ``point.seq`` is dense. A resumed attempt makes the same points again."""

    point: Point
    type: Literal["point"] = field(default="point", kw_only=True)


@dataclass(frozen=True)
class Shown:
    """Passed on to those who watch the run, unread; only the newest of each type of message counts."""

    message: LiveMessage
    type: Literal["shown"] = field(default="shown", kw_only=True)


@dataclass(frozen=True)
class ProbeFrame:
    """A watched probe's readings, packed by ``telemetry.wire``; only the newest of each key counts."""

    probe_key: str
    data: bytes
    type: Literal["probe_frame"] = field(default="probe_frame", kw_only=True)


@dataclass(frozen=True)
class Measured:
    """The answer to one measure request: packed readings (their probe is ``#<request>``) or why there are none."""

    request: int
    data: bytes | None
    error: Sentence | None
    type: Literal["measured"] = field(default="measured", kw_only=True)


@dataclass(frozen=True)
class ProbeFailed:
    """A watched probe could not measure; said once until it is watched anew or measures again."""

    probe_key: str
    error: Sentence
    type: Literal["probe_failed"] = field(default="probe_failed", kw_only=True)


@dataclass(frozen=True)
class StateChanged:
    """The run trains, waits or is over, and after how many epochs and steps."""

    state: RunState
    reason: Sentence | None
    epoch: int
    step: int
    type: Literal["state"] = field(default="state", kw_only=True)


@dataclass(frozen=True)
class Checkpointed:
    """A checkpoint is durable at ``path``. Older ones may go once this was recorded; the loop deletes nothing."""

    path: Path
    seq: int
    """The last point made before it."""
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
    """A command was obeyed, or refused with a sentence."""

    request: int
    ok: bool
    error: Sentence | None = None
    type: Literal["answer"] = field(default="answer", kw_only=True)


@dataclass(frozen=True)
class Noted:
    """A person should know, and the run goes on: a checkpoint could not be written, say."""

    sentence: Sentence
    type: Literal["note"] = field(default="note", kw_only=True)


@dataclass(frozen=True)
class Turn:
    """The driver may do something else now; yielded every few milliseconds of training. It crosses no line.

    ``idle_until``: there is nothing to do before this ``time.monotonic()``, unless the inbox gets something; infinity
    where only the inbox can bring something to do. None: go on whenever you like.
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
"""What a loop tells of its run."""

Message: TypeAlias = News | Turn
