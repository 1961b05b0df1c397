"""The book of all runs: who makes, reads, drives, watches and ends them asks here. Knows no HTTP and no torch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import JsonValue

from torchground.network.problems import Problem
from torchground.storage.store import Store
from torchground.telemetry.messages import Answer, Command, Model, Points, RunInfo
from torchground.workers.base import Workers


@dataclass(frozen=True)
class BookSettings:
    """What the book is told once."""

    checkpoint_dir: Path
    draft_secs: float = 60.0
    """A draft run is forgotten so long after its last watcher left."""
    open_idle_runs: int = 16
    """So many paused or ended runs that nobody looks at stay open in a worker."""
    deaths: int = 3
    """A run that kills its worker so often without getting further is set aside."""
    answer_secs: float = 1.0
    """A command is answered within this time, with a sentence at least."""


class RunDetail(Model):
    """A run with the exact project it was started from."""

    info: RunInfo
    project: dict[str, JsonValue]


class UnknownRun(LookupError):
    """There is no such run; the message is a sentence."""


class Refused(ValueError):
    """What was asked for cannot be done; the message is a sentence, ``problems`` say more where there are any."""

    def __init__(self, sentence: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(sentence)
        self.problems = list(problems)


class RunBook:
    """All runs of this server. Everything is called from one event loop."""

    def __init__(self, store: Store, workers: Workers, settings: BookSettings) -> None: ...

    async def start(self) -> None:
        """Read what there is, start the workers (without waiting for them) and go on with unfinished runs."""

    async def close(self) -> None:
        """Checkpoint and stop every worker (at most 3 s), keep all that was said, wake and close every listener."""

    async def create(
        self, file: object, *, draft: bool, paused: bool, request: str | None = None
    ) -> RunDetail:
        """A new run of a project file (parsed JSON), durable when this returns, queued for a worker.

        The same ``request`` again gives the run it made the first time. Raises :class:`Refused` with the problems of
        the file or with the limit that is reached.
        """
        raise NotImplementedError

    async def reset(self, run_id: str, *, new_seed: bool) -> RunDetail:
        """A new draft of the same project, paused at step 0; the old run is stopped if it was going."""
        raise NotImplementedError

    def get(self, run_id: str) -> RunInfo:
        """The run as it is now (committed). Raises :class:`UnknownRun`."""
        raise NotImplementedError

    async def detail(self, run_id: str) -> RunDetail:
        """The run and its project. Raises :class:`UnknownRun`."""
        raise NotImplementedError

    def runs(self) -> list[RunInfo]:
        """All runs that are listed (no drafts), newest first."""
        raise NotImplementedError

    async def command(self, run_id: str, command: Command, answer_id: int = 0) -> Answer:
        """Drive a run. Answers within a second: done (committed), taken, or refused with a sentence.

        Raises :class:`UnknownRun`.
        """
        raise NotImplementedError

    async def delete(self, run_id: str) -> None:
        """End the run and forget it, its points and its files. Raises :class:`UnknownRun`."""

    async def points(self, run_id: str, after: int, limit: int) -> Points:
        """At most ``limit`` (capped at 2,000) points after ``after``, dense. Raises :class:`UnknownRun`."""
        raise NotImplementedError

    def listen(self) -> Listener:
        """A new listener, for one socket."""
        raise NotImplementedError


class Listener:
    """What one socket sees of the runs: cursors, no queues. Hello, heartbeats and pace are the socket's business."""

    def subscribe(self, run_id: str, after: int) -> None:
        """Show this run: its state, all points after ``after``, then live. Raises :class:`UnknownRun`."""

    def unsubscribe(self, run_id: str) -> None:
        """Show it no longer, watch none of its probes. Unknown runs are ignored."""

    async def watch(self, run_id: str, probes: Sequence[Mapping[str, Any]]) -> None:
        """The probes of a subscribed run that are on the screen; replaces those before.

        Raises :class:`UnknownRun`, or :class:`Refused` where a probe is none (all others are watched all the same).
        """

    async def measure(self, run_id: str, probe: Mapping[str, Any], name: str) -> bytes:
        """Measure once, now: the binary frame, its ``probe`` being ``name`` (``"#17"``).

        Raises :class:`UnknownRun`, or :class:`Refused` with why there is no such number.
        """
        raise NotImplementedError

    async def next(self) -> list[str | bytes]:
        """All that is newer than what was given before, encoded: str are text frames, bytes binary ones.

        The list of runs comes first of all and whenever it changed; of each subscribed run its state, at most 500
        points in one frame, its status, and the newest frame of each watched probe. Waits while there is nothing;
        call it as often as the line can take (25 a second). Empty when the book was closed.
        """
        raise NotImplementedError

    def close(self) -> None:
        """The socket is gone."""
