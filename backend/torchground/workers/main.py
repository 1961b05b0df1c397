"""A worker process: trains many runs in turns of a few milliseconds, on one thread, and talks over one line.

Everything happens in one loop: read requests, give each run a turn, send what came of it, send that it is alive. So a
worker that hangs in a step falls silent, and the server replaces it.
"""

from __future__ import annotations

import contextlib
import faulthandler
import math
import mmap
import os
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from typing_extensions import assert_never

from torchground.files.checkpoints import CheckpointFile
from torchground.files.store import FileStore
from torchground.network.check.checking import resolve
from torchground.telemetry import log
from torchground.telemetry.messages import Status
from torchground.training import sentences
from torchground.training.ending import reason_of
from torchground.training.inbox import Inbox
from torchground.training.loop import train
from torchground.training.messages import (
    Answered,
    CommandRequest,
    Measured,
    MeasureRequest,
    Message,
    News,
    Shown,
    Shutdown,
    StateChanged,
    Turn,
    WatchRequest,
)
from torchground.training.spec import Resume, RunSpec
from torchground.words import SentenceError
from torchground.words.characters import cleaned
from torchground.workers.messages import Alive, Drop, Gone, Ready, Start, ToRun
from torchground.workers.protocol import Line, LineBroken

ALIVE_SECS = 0.5
MARK_BYTES = 64
PICTURES_WAIT_BYTES = 128 * 1024
"""While so much waits for the socket, no picture is measured: the newest will do."""
TRAINING_WAITS_BYTES = 16 * 1024 * 1024
"""While so much waits for the socket, nothing is trained: points are never thrown away."""


@dataclass
class Held:
    """A run this worker holds."""

    inbox: Inbox
    messages: Iterator[Message]
    idle_until: float = 0.0
    """Monotonic seconds; nothing to do before."""
    epoch: int = 0
    step: int = 0


class Mark:
    """Says, in memory that outlives us, which run has its turn, so that a death is blamed on the right one."""

    def __init__(self, descriptor: int | None) -> None:
        self._memory: Any = bytearray(MARK_BYTES)
        if descriptor is not None:
            self._memory = mmap.mmap(descriptor, MARK_BYTES)

    @contextlib.contextmanager
    def on(self, run_id: str) -> Iterator[None]:
        """While the run has its turn."""
        self._memory[:] = run_id.encode()[:MARK_BYTES].ljust(MARK_BYTES, b"\0")
        yield
        self._memory[:] = bytes(MARK_BYTES)


@dataclass
class Worker:
    """The state of the process: its line, its runs."""

    line: Line
    mark: Mark
    held: dict[str, Held] = field(default_factory=dict)
    turns: int = 0
    alive_sent_at: float = 0.0

    def serve(self) -> None:
        """Until the server says so or is gone."""
        with contextlib.suppress(LineBroken):
            self.line.send("", _ready())
            while True:
                for run_id, message in self.line.received():
                    if isinstance(message, Shutdown):
                        return self._finish()
                    self.obey(run_id, message)
                self.give_turns()
                self._send_alive()
                self.line.flush()
                self.line.wait(self.idle_secs())

    # ---- what the server asks ------------------------------------------------------------------

    def obey(self, run_id: str, message: ToRun) -> None:
        """Do what the server asks of a run, or leave it to the run's loop."""
        match message:
            case Start():
                self._start(run_id, message)
            case Drop():
                self._drop(run_id)
            case CommandRequest() | WatchRequest() | MeasureRequest():
                held = self.held.get(run_id)
                if held is None:
                    self._refuse(run_id, message)
                else:
                    held.idle_until = 0.0
                    held.inbox.put(message)
            case _:
                assert_never(message)

    def _start(self, run_id: str, start: Start) -> None:
        self._drop(run_id)
        inbox = Inbox()
        try:
            self.held[run_id] = Held(inbox, train(_spec(run_id, start), inbox))
        except Exception as error:
            self._fail(run_id, error)

    def _drop(self, run_id: str) -> None:
        held = self.held.pop(run_id, None)
        close: Callable[[], None] | None = getattr(held and held.messages, "close", None)
        if close is not None:
            with contextlib.suppress(Exception):
                close()

    def _refuse(self, run_id: str, request: CommandRequest | WatchRequest | MeasureRequest) -> None:
        """Answer a request to a run that is no longer here, so that nobody waits in vain."""
        error = sentences.NOT_IN_WORKER()
        match request:
            case CommandRequest():
                self.line.send(run_id, Answered(request.request, False, error))
            case MeasureRequest():
                self.line.send(run_id, Measured(request.request, None, error))
            case WatchRequest():
                """Nobody waits for an answer."""
            case _:
                assert_never(request)

    # ---- the runs' turns -----------------------------------------------------------------------

    def give_turns(self) -> None:
        """Give a turn to each run that has something to do."""
        if self.line.waiting_bytes > TRAINING_WAITS_BYTES:
            return
        now = time.monotonic()
        for run_id, held in list(self.held.items()):
            if held.idle_until <= now:
                held.inbox.frames_wanted = self.line.waiting_bytes < PICTURES_WAIT_BYTES
                self._turn(run_id, held)

    def _turn(self, run_id: str, held: Held) -> None:
        self.turns += 1
        try:
            with self.mark.on(run_id):
                for message in held.messages:
                    if isinstance(message, Turn):
                        held.idle_until = message.idle_until or 0.0
                        return
                    self._pass_on(run_id, held, message)
            self.held.pop(run_id, None)
            self.line.send(run_id, Gone())
        except LineBroken:
            raise
        except Exception as error:
            self._fail(run_id, error)

    def _pass_on(self, run_id: str, held: Held, message: News) -> None:
        where = message.message if isinstance(message, Shown) else message
        if isinstance(where, (StateChanged, Status)):
            held.epoch, held.step = where.epoch, where.step
        self.line.send(run_id, message)

    def _fail(self, run_id: str, error: Exception) -> None:
        """End a run that cannot go on; the worker lives."""
        held = self.held.pop(run_id, None)
        epoch, step = (held.epoch, held.step) if held else (0, 0)
        self.line.send(run_id, StateChanged("failed", reason_of(error), epoch, step))
        self.line.send(run_id, Gone())

    # ---- the loop ------------------------------------------------------------------------------

    def idle_secs(self) -> float:
        """For how long there is nothing to do but to listen."""
        now = time.monotonic()
        due = min((held.idle_until for held in self.held.values()), default=math.inf)
        if self.line.waiting_bytes > TRAINING_WAITS_BYTES:
            due = math.inf
        return max(0.0, min(due - now, self.alive_sent_at + ALIVE_SECS - now))

    def _send_alive(self) -> None:
        now = time.monotonic()
        if now - self.alive_sent_at >= ALIVE_SECS:
            self.alive_sent_at = now
            self.line.send("", Alive(self.turns))

    def _finish(self) -> None:
        """Let every run write its checkpoint, say so, and hang up."""
        for run_id, held in list(self.held.items()):
            held.inbox.shutdown()
            while run_id in self.held:
                self._turn(run_id, held)
        self.line.finish(secs=3.0)


def _spec(run_id: str, start: Start) -> RunSpec:
    """What the loop needs. Raises ``SentenceError`` with the problems of a project that cannot be trained."""
    files = FileStore(start.data_dir)
    project, report = resolve(cleaned(start.project), files)
    if project is None:
        problems = "; ".join(problem.sentence for problem in report.problems)
        raise SentenceError(sentences.PROBLEMS(problems=problems))
    checkpoints = files.checkpoints
    path = checkpoints.path(start.checkpoint) if start.checkpoint else None
    checkpoint = CheckpointFile(path, start.sha256) if path else None
    return RunSpec(
        project=project,
        run_id=run_id,
        device=start.device,
        checkpoint_dir=checkpoints.folder,
        start_paused=start.paused,
        steps_per_second=start.steps_per_second,
        resume=Resume(checkpoint, start.changes, start.last_seq),
    )


def _ready() -> Ready:
    return Ready(os.getpid(), str(torch.__version__), torch.cuda.device_count())


def be_a_worker(end: socket.socket, mark: int | None) -> None:
    """Serve until the server hangs up; ``mark`` is a file of at least 64 bytes to say in whose turn it is."""
    faulthandler.enable()
    log.set_up()
    be_modest()
    torch.set_num_threads(1)
    Worker(Line(end), Mark(mark)).serve()


def be_modest() -> None:
    """Let the server answer first, and be the first to go when memory runs out."""
    with contextlib.suppress(OSError, AttributeError):
        os.nice(2)
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("900")
