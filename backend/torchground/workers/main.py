"""A worker process: trains many runs in turns of a few milliseconds, on one thread, and talks over one line.

Everything happens in one loop: hear, give each run a turn, say what came of it, say that we are alive. So a worker
that hangs in a step falls silent, and the server replaces it.
"""

from __future__ import annotations

import contextlib
import faulthandler
import math
import mmap
import os
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch

from torchground.catalogue.bases.shapes import NotHere
from torchground.catalogue.datasets.sources import stored
from torchground.network.check.checking import resolve
from torchground.telemetry.messages import COMMAND, Change
from torchground.training.inbox import Inbox
from torchground.training.loop import train
from torchground.training.messages import (
    Answered,
    Checkpointed,
    Measured,
    Message,
    Noted,
    PointMade,
    ProbeFailed,
    StateChanged,
    StatusMade,
    Turn,
)
from torchground.training.messages import Frame as PictureFrame
from torchground.training.spec import PastChange, Resume, RunSpec
from torchground.workers.protocol import Frame, Line, LineBroken

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
    said_alive: float = 0.0

    def serve(self) -> None:
        """Until the server says so or is gone."""
        with contextlib.suppress(LineBroken):
            self.line.say(Frame("hello", "", _hello()))
            while True:
                for frame in self.line.heard():
                    if frame.kind == "shutdown":
                        return self._finish()
                    self._obey(frame)
                self._round()
                self._say_alive()
                self.line.flush()
                self.line.wait(self._idle_secs())

    # ---- what the server says ------------------------------------------------------------------

    def _obey(self, frame: Frame) -> None:
        held = self.held.get(frame.run_id)
        if frame.kind == "start":
            self._start(frame.run_id, frame.head)
        elif frame.kind == "drop":
            self._drop(frame.run_id)
        elif held is None:
            self._say_not_here(frame)
        else:
            held.idle_until = 0.0
            _put(held.inbox, frame)

    def _start(self, run_id: str, head: Mapping[str, Any]) -> None:
        self._drop(run_id)
        inbox = Inbox()
        try:
            self.held[run_id] = Held(inbox, train(_spec(run_id, head), inbox))
        except Exception as error:
            self._fail(run_id, error)

    def _drop(self, run_id: str) -> None:
        held = self.held.pop(run_id, None)
        close: Callable[[], None] | None = getattr(held and held.messages, "close", None)
        if close is not None:
            with contextlib.suppress(Exception):
                close()

    def _say_not_here(self, frame: Frame) -> None:
        """A question about a run that ended by an error: answer, or somebody waits for nothing."""
        request, error = frame.head.get("request"), "This run is no longer in its worker."
        if frame.kind == "command":
            head = {"request": request, "ok": False, "error": error}
            self.line.say(Frame("answer", frame.run_id, head))
        elif frame.kind == "measure":
            self.line.say(Frame("measured", frame.run_id, {"request": request, "error": error}))

    # ---- the runs' turns -----------------------------------------------------------------------

    def _round(self) -> None:
        """A turn for each run that has something to do."""
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
            self.line.say(Frame("gone", run_id))
        except LineBroken:
            raise
        except Exception as error:
            self._fail(run_id, error)

    def _pass_on(self, run_id: str, held: Held, message: Message) -> None:
        if isinstance(message, (StateChanged, StatusMade)):
            held.epoch, held.step = message.epoch, message.step
        frame = said(run_id, message)
        if frame is not None:
            self.line.say(frame)

    def _fail(self, run_id: str, error: Exception) -> None:
        """A run that cannot go on: it is over, the worker is not."""
        held = self.held.pop(run_id, None)
        head = {
            "state": "failed",
            "reason": reason_of(error),
            "epoch": held.epoch if held else 0,
            "step": held.step if held else 0,
        }
        self.line.say(Frame("state", run_id, head))
        self.line.say(Frame("gone", run_id))

    # ---- the loop ------------------------------------------------------------------------------

    def _idle_secs(self) -> float:
        """How long nothing is to be done but to listen."""
        now = time.monotonic()
        due = min((held.idle_until for held in self.held.values()), default=math.inf)
        if self.line.waiting_bytes > TRAINING_WAITS_BYTES:
            due = math.inf
        return max(0.0, min(due - now, self.said_alive + ALIVE_SECS - now))

    def _say_alive(self) -> None:
        now = time.monotonic()
        if now - self.said_alive >= ALIVE_SECS:
            self.said_alive = now
            self.line.say(Frame("alive", "", {"turns": self.turns}))

    def _finish(self) -> None:
        """Let every run write its checkpoint, say so, and hang up."""
        for run_id, held in list(self.held.items()):
            held.inbox.shutdown()
            while run_id in self.held:
                self._turn(run_id, held)
        self.line.finish(secs=3.0)


def said(run_id: str, message: Message) -> Frame | None:
    """A loop's message as a frame; nothing for a turn."""
    if isinstance(message, PointMade):
        return Frame("point", run_id, {"json": message.point.model_dump_json()})
    if isinstance(message, StatusMade):
        return Frame("status", run_id, dict(vars(message)))
    if isinstance(message, PictureFrame):
        return Frame("frame", run_id, {"probe": message.probe_key}, message.data)
    if isinstance(message, Measured):
        head = {"request": message.request, "error": message.error}
        return Frame("measured", run_id, head, message.data or b"")
    if isinstance(message, ProbeFailed):
        return Frame("probe_problem", run_id, {"probe": message.probe_key, "error": message.error})
    if isinstance(message, Checkpointed):
        place = {"seq": message.seq, "epoch": message.epoch, "step": message.step}
        return Frame("checkpoint", run_id, {"name": message.path.name, **place})
    if isinstance(message, (StateChanged, Answered)):
        kind = "state" if isinstance(message, StateChanged) else "answer"
        return Frame(kind, run_id, dict(vars(message)))
    if isinstance(message, Noted):
        return Frame("note", run_id, {"text": message.text})
    return None


def reason_of(error: BaseException) -> str:
    """Why a run ended by an exception, in a sentence for the person who drew it."""
    text = " ".join(str(error).split())[:300]
    if isinstance(error, MemoryError | torch.OutOfMemoryError) or "allocate memory" in text:
        return "There was not enough memory for this network: try a smaller batch or fewer units."
    if isinstance(error, NotHere):
        said = str(error)
        return f"{said[:1].upper()}{said[1:]}."
    return f"Training stopped because of an error: {type(error).__name__}: {text}"


def _put(inbox: Inbox, frame: Frame) -> None:
    if frame.kind == "command":
        inbox.command(frame.head["request"], COMMAND.validate_python(frame.head["command"]))
    elif frame.kind == "watch":
        inbox.watch(frame.head["probes"])
    elif frame.kind == "measure":
        inbox.measure(frame.head["request"], frame.head["probe"])


def _spec(run_id: str, head: Mapping[str, Any]) -> RunSpec:
    stored.use(Path(head["checkpoint_dir"]).parent)  # checkpoints lie in the data folder too
    project, report = resolve(head["project"])
    if project is None:
        raise ValueError("; ".join(problem.sentence for problem in report.problems))
    folder = Path(head["checkpoint_dir"])
    changes = tuple(
        PastChange(c["step"], Change.model_validate(c["change"])) for c in head["changes"]
    )
    checkpoint = folder / head["checkpoint"] if head["checkpoint"] else None
    return RunSpec(
        project=project,
        run_id=run_id,
        device=head["device"],
        checkpoint_dir=folder,
        start_paused=head["paused"],
        steps_per_second=head["steps_per_second"],
        resume=Resume(checkpoint, changes, head["last_seq"]),
    )


def _hello() -> dict[str, Any]:
    return {
        "pid": os.getpid(),
        "torch": str(torch.__version__),
        "cuda_devices": torch.cuda.device_count(),
    }


def be_a_worker(end: socket.socket, mark: int | None) -> None:
    """Serve until the server hangs up; ``mark`` is a file of at least 64 bytes to say in whose turn it is."""
    faulthandler.enable()
    be_modest()
    torch.set_num_threads(1)
    Worker(Line(end), Mark(mark)).serve()


def be_modest() -> None:
    """Let the server answer first, and be the first to go when memory runs out."""
    with contextlib.suppress(OSError, AttributeError):
        os.nice(2)
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("900")
