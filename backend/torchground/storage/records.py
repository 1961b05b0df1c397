"""What the store keeps and gives back: plain values, no SQL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from torchground.telemetry.messages import RunInfo
from torchground.words import Sentence, SentenceError

MAX_NOTES = 50
"""Most notes of a run that are kept: the newest."""


class StoreProblem(SentenceError):
    """The store cannot be opened or used; the sentence is for whoever runs the server."""


class DamagedFile(StoreProblem):
    """The store cannot be opened since its file is damaged."""


class DamagedRow(SentenceError):
    """A row can no longer be read, since the file of the database is damaged; the sentence is for who asked for it."""


class StoreAway(StoreProblem):
    """The database cannot be read just now; nothing is wrong with what was asked."""


class Delayed(SentenceError):
    """What was asked for is taken and waits to be saved. The sentence says why, and what is safe where."""

    def __init__(self, sentence: Sentence, made: str | None = None) -> None:
        super().__init__(sentence)
        self.made = made
        """The id that something new will have."""


class WriteRefused(Exception):
    """A write that must not happen; nothing of it was written, other writes go on."""


class Stale(WriteRefused):
    """An attempt that is no longer the run's newest tried to write, or the run is gone."""


class Superseded(WriteRefused):
    """Another server opened this database after us and goes on with its runs: nothing of ours is written any more."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


class Gap(WriteRefused):
    """A point came whose seq is not the next one."""


class TooMany(WriteRefused):
    """As many as may be kept are kept already."""


@dataclass(frozen=True)
class ProjectSummary:
    """What lists show of a project a person saved."""

    id: str
    title: str
    created: str
    updated: str
    """ISO times, UTC."""


@dataclass(frozen=True)
class SavedProject(ProjectSummary):
    """A project a person saved."""

    file: dict[str, Any]


@dataclass(frozen=True)
class SavedCheckpoint:
    """A committed checkpoint of a run."""

    name: str
    """File name, below the folder of checkpoints."""
    seq: int
    """The last point it lies behind."""
    step: int
    sha256: str | None = None
    """Of its bytes, in hex; None of a checkpoint from before there were checksums."""


@dataclass(frozen=True)
class SavedRun:
    """A run as it is kept."""

    info: RunInfo
    attempt: int
    """How often it was given to a worker; only the newest attempt may write."""
    deaths: int
    """How many workers died under it since it last got further."""
    checkpoints: tuple[SavedCheckpoint, ...]
    """The committed ones that are kept, the newest first."""
    owner: str | None = None
    """Who made it (see ``people``); None: it is everybody's."""

    @property
    def checkpoint(self) -> SavedCheckpoint | None:
        """The newest one."""
        return next(iter(self.checkpoints), None)


@dataclass(frozen=True)
class BadRow:
    """A row that cannot be read: left where it is, and left out."""

    table: str
    id: str
    why: str


@dataclass(frozen=True)
class SavedPoint:
    """One metric point; ``data`` is its JSON as browsers get it."""

    seq: int
    kind: str
    data: str
