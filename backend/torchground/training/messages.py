"""What a loop says while it trains. Whoever drives it carries these on; the loop does not know where to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from torchground.telemetry.messages import Point, RunState


@dataclass(frozen=True)
class PointMade:
    """The next metric point; ``point.seq`` is dense. A resumed attempt makes the same points again."""

    point: Point


@dataclass(frozen=True)
class StatusMade:
    """Where the run is right now; only the newest counts."""

    epoch: int
    step: int
    batch_loss: float | None
    steps_per_second: float
    """Measured over about the last second."""


@dataclass(frozen=True)
class Frame:
    """A watched probe's readings, packed by ``telemetry.wire``; only the newest of each key counts."""

    probe_key: str
    data: bytes


@dataclass(frozen=True)
class Measured:
    """The answer to one measure request: packed readings (their probe is ``#<request>``) or why there are none."""

    request: int
    data: bytes | None
    error: str | None


@dataclass(frozen=True)
class ProbeFailed:
    """A watched probe could not measure; said once until it is watched anew or measures again."""

    probe_key: str
    error: str


@dataclass(frozen=True)
class StateChanged:
    """The run goes, waits or is over, and after how many epochs and steps."""

    state: RunState
    reason: str | None
    epoch: int
    step: int


@dataclass(frozen=True)
class Checkpointed:
    """A checkpoint is durable at ``path``. Older ones may go once this was recorded; the loop deletes nothing."""

    path: Path
    seq: int
    """The last point made before it."""
    epoch: int
    step: int


@dataclass(frozen=True)
class Answered:
    """A command was obeyed, or refused with a sentence."""

    request: int
    ok: bool
    error: str | None = None


@dataclass(frozen=True)
class Noted:
    """A person should know, and the run goes on: a checkpoint could not be written, say."""

    text: str


@dataclass(frozen=True)
class Turn:
    """You may do something else now; it is said every few milliseconds of training.

    ``idle_until``: there is nothing to do before this ``time.monotonic()``, unless the inbox gets something; infinity
    where only the inbox can bring something to do. None: go on whenever you like.
    """

    idle_until: float | None = None


Message: TypeAlias = (
    PointMade
    | StatusMade
    | Frame
    | Measured
    | ProbeFailed
    | StateChanged
    | Checkpointed
    | Answered
    | Noted
    | Turn
)
