"""Every message between the server and a worker: one tagged union each way, validated while it is decoded.

A message about a run is the class that the training loop takes or yields itself: nothing is translated on the way. To
add one, write its class (in ``training.messages`` where the loop knows it, else here), add it to a union, and mypy
names every ``match`` that does not handle it yet. Heavy bodies are ``bytes`` fields, which nobody on the way reads.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias

import ormsgpack
from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from torchground.training.messages import LoopRequest, News, Shutdown
from torchground.training.spec import PastChange

# ---- to a worker ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Start:
    """Take this run and train it, from its start or from a checkpoint."""

    project: dict[str, Any]
    """The project file as JSON values."""
    data_dir: Path
    checkpoint: str | None = None
    """The file name of the checkpoint to go on from; None: start anew."""
    sha256: str | None = None
    """Of the checkpoint's bytes, in hex; None where nobody knows."""
    changes: tuple[PastChange, ...] = ()
    """Committed changes of live settings behind the checkpoint."""
    last_seq: int = 0
    """The last committed point."""
    paused: bool = False
    """Start paused."""
    steps_per_second: float | None = None
    device: str = "cpu"
    """Filled in by whoever picks the worker."""
    type: Literal["start"] = field(default="start", kw_only=True)


@dataclass(frozen=True)
class Drop:
    """Forget the run at once, without a checkpoint; send nothing more of it."""

    type: Literal["drop"] = field(default="drop", kw_only=True)


ToRun: TypeAlias = Start | Drop | LoopRequest
ToWorker: TypeAlias = ToRun | Shutdown

# ---- from a worker -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Ready:
    """The worker can take runs."""

    pid: int
    torch_version: str
    num_gpus: int
    type: Literal["ready"] = field(default="ready", kw_only=True)


@dataclass(frozen=True)
class Alive:
    """The worker makes progress: it has given so many turns to runs."""

    num_turns: int
    type: Literal["alive"] = field(default="alive", kw_only=True)


@dataclass(frozen=True)
class Gone:
    """The worker no longer holds the run, and lives."""

    type: Literal["gone"] = field(default="gone", kw_only=True)


FromRun: TypeAlias = News | Gone
FromWorker: TypeAlias = FromRun | Ready | Alive

# ---- as bytes ------------------------------------------------------------------------------------

MAX_MESSAGE_BYTES = 64 * 1024 * 1024
"""A longer message ends the line: one of the two sides is broken."""
_STRICT = ConfigDict(extra="forbid")
TO_WORKER: TypeAdapter[tuple[str, ToWorker]] = TypeAdapter(
    tuple[str, Annotated[ToWorker, Field(discriminator="type")]], config=_STRICT
)
FROM_WORKER: TypeAdapter[tuple[str, FromWorker]] = TypeAdapter(
    tuple[str, Annotated[FromWorker, Field(discriminator="type")]], config=_STRICT
)


class InvalidMessage(ValueError):
    """Bytes that are no message of the union."""


def encode(run_id: str, message: ToWorker | FromWorker) -> bytes:
    """A message about a run (``run_id`` empty: about the worker itself), length first.

    Raises ``ValueError`` where it is too long for the line.
    """
    packed = ormsgpack.packb((run_id, message), default=_plain, option=_OPTIONS)
    if len(packed) > MAX_MESSAGE_BYTES:
        raise ValueError(
            f"a {message.type} message of {len(packed)} bytes is too long for the line, "
            f"which takes {MAX_MESSAGE_BYTES}"
        )
    return len(packed).to_bytes(4, "big") + packed


def decode(packed: bytes, union: TypeAdapter[tuple[str, Any]]) -> tuple[str, Any]:
    """The run id and the message, without its length. Raises :class:`InvalidMessage`."""
    try:
        return union.validate_python(ormsgpack.unpackb(packed))
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise InvalidMessage(
            f"a message that is none, at {place or 'its start'}: {first['msg']}"
        ) from None
    except ValueError as error:
        raise InvalidMessage(f"a message that is no MessagePack: {error}") from None


_OPTIONS = ormsgpack.OPT_SERIALIZE_PYDANTIC


def _plain(value: object) -> object:
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"{type(value).__name__} cannot cross the line")
