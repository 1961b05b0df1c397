"""Workers on this machine: one process for each core and one for each GPU, warm before they are needed.

They are forked from a process that has loaded torch already (see ``forkserver``), each with a socket pair of its own.
One that dies, or is silent for too long, is replaced at once. None outlives the server or sees its environment.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Coroutine
from dataclasses import replace
from typing import Any

import structlog

from torchground.training.messages import LoopRequest, Shutdown
from torchground.workers.base import Receiver, Sending
from torchground.workers.forkserver_client import Forkserver, plain_environment
from torchground.workers.messages import (
    FROM_WORKER,
    Alive,
    Drop,
    FromRun,
    FromWorker,
    Ready,
    Start,
)
from torchground.workers.process import WorkerProcess
from torchground.workers.protocol import READ_BYTES, Decoder, LineBroken

SILENT_SECS = 30.0
"""A worker that sends nothing for so long is treated as dead."""
START_SECS = 180.0
"""The same for one that is not ready yet: it may be loading torch from a cold disk."""
CLOSE_SECS = 3.0
LONGEST_PAUSE_SECS = 30.0
"""Between two tries to start a worker that dies before it is ready."""

_log = structlog.get_logger("workers")


class LocalWorkers:
    """``count`` CPU workers and, for ``device`` ``auto`` or ``cuda``, one for each GPU."""

    def __init__(self, count: int | None = None, device: str = "auto") -> None:
        self._count = max(1, count or os.cpu_count() or 1)
        self._device = device
        self._receiver: Receiver | None = None
        self._forkserver = Forkserver()
        self._processes: list[WorkerProcess] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._ending: set[asyncio.Task[None]] = set()
        """Those that have a worker, and so end when it does."""
        self._holder: dict[str, WorkerProcess] = {}
        self._num_gpus = 0
        self._closing = False
        self.torch_version: str | None = None

    # ---- what the rooms above see ---------------------------------------------------------------------

    @property
    def num_ready(self) -> int:
        """How many workers can take runs now."""
        return sum(worker.ready for worker in self._processes)

    @property
    def num_total(self) -> int:
        """How many there should be."""
        return self._count + self._num_gpus

    @property
    def devices(self) -> list[str]:
        """What the ready workers train on."""
        return sorted({worker.device for worker in self._processes if worker.ready})

    @property
    def pids(self) -> list[int]:
        """The processes of the ready workers."""
        return [worker.pid for worker in self._processes if worker.ready]

    def is_ready_on(self, device_class: str) -> bool:
        """Whether a worker on such a device can take runs now."""
        return any(w.ready and w.device_class == device_class for w in self._processes)

    async def open(self, receiver: Receiver) -> None:
        """Begin to start workers; returns before they are ready."""
        self._receiver = receiver
        for _ in range(self._count):
            self._spawn(self._keep("cpu"))
        self._spawn(self._watch())

    async def close(self) -> None:
        """Let every worker write its checkpoints and end; what they send until then is received."""
        self._closing = True
        for worker in self._processes:
            worker.send("", Shutdown())
        if self._ending:
            await asyncio.wait(set(self._ending), timeout=CLOSE_SECS)
        for worker in list(self._processes):
            worker.kill()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._forkserver.close()

    def start(self, run_id: str, start: Start, *, device: str | None, heavy: bool) -> str | None:
        """Give a run to the least busy worker of the device that fits; None where none is ready."""
        worker = self._choose(device, heavy)
        if worker is None:
            return None
        self.drop(run_id)
        self._holder[run_id] = worker
        worker.runs.add(run_id)
        if not start.paused:
            worker.training.add(run_id)
        worker.send(run_id, replace(start, device=worker.device))
        return worker.device

    def send(self, run_id: str, request: LoopRequest) -> Sending:
        """Ask something of the worker that holds the run."""
        worker = self._holder.get(run_id)
        if worker is None:
            return "not_held"
        return "sent" if worker.send(run_id, request) else "full"

    def drop(self, run_id: str) -> None:
        """Have the run forgotten by its worker; nothing more is received of it."""
        worker = self._holder.pop(run_id, None)
        if worker is not None:
            worker.forget(run_id)
            worker.send(run_id, Drop())

    def _choose(self, device: str | None, heavy: bool) -> WorkerProcess | None:
        wanted = self.device_class(device, heavy=heavy)
        fitting = [w for w in self._processes if w.ready and w.device_class == wanted]
        return min(fitting, key=_load_of, default=None)

    def device_class(self, device: str | None, *, heavy: bool) -> str:
        """The class of device that a run belongs on: that of an earlier attempt, else what pays."""
        if device is not None:
            return device.partition(":")[0]
        if self._device == "cpu" or not self._num_gpus:
            return "cpu"
        return "cuda" if heavy or self._device != "auto" else "cpu"

    # ---- one worker's life ----------------------------------------------------------------------

    async def _keep(self, device: str) -> None:
        """A worker for this device, and another when it dies, until the server closes."""
        pause = 0.0
        while not self._closing:
            await asyncio.sleep(pause)
            was_ready = False
            try:
                worker = await self._fork(device)
            except OSError as error:
                _log.error("a worker could not be started", error=str(error))
            else:
                await self._live(worker)
                was_ready = worker.ready
            pause = 0.0 if was_ready else min(LONGEST_PAUSE_SECS, pause * 2 + 0.2)

    async def _fork(self, device: str) -> WorkerProcess:
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        mark = tempfile.TemporaryFile(prefix="torchground-mark-")  # noqa: SIM115  the worker's
        mark.write(bytes(64))
        mark.flush()
        worker = WorkerProcess(ours, mark, device)
        try:
            if sys.platform == "win32":
                worker.pid = await asyncio.to_thread(_start_solo, theirs)
            else:
                worker.pid = await self._forkserver.fork(theirs, mark)
        except BaseException:
            ours.close()
            mark.close()
            raise
        finally:
            theirs.close()
        self._processes.append(worker)
        return worker

    async def _live(self, worker: WorkerProcess) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._ending.add(task)
        try:
            await self._listen(worker)
            await self._reap(worker)
        finally:
            self._ending.discard(task)

    async def _listen(self, worker: WorkerProcess) -> None:
        """Carry messages both ways until the line ends."""
        writing = asyncio.create_task(self._write(worker))
        try:
            await self._read(worker)
        except (OSError, LineBroken) as error:
            if not self._closing:
                _log.warning("a worker's line broke", pid=worker.pid, error=str(error))
        except Exception:
            _log.exception("what a worker sent could not be taken", pid=worker.pid)
        finally:
            writing.cancel()
            await asyncio.gather(writing, return_exceptions=True)

    async def _read(self, worker: WorkerProcess) -> None:
        loop, decoder = asyncio.get_running_loop(), Decoder(FROM_WORKER)
        assert self._receiver is not None
        while True:
            worker.held_back = True
            await self._receiver.wait_for_room()
            worker.held_back, worker.heard_at = False, time.monotonic()
            data = await loop.sock_recv(worker.end, READ_BYTES)
            if not data:
                return
            worker.heard_at = time.monotonic()
            self._take(worker, decoder.feed(data))

    def _take(self, worker: WorkerProcess, messages: list[tuple[str, FromWorker]]) -> None:
        """Pass on what is about runs that the worker holds; what it says of itself is for us."""
        assert self._receiver is not None
        about_runs: list[tuple[str, FromRun]] = []
        for run_id, message in messages:
            if isinstance(message, Ready):
                self._greet(worker, message)
            elif not isinstance(message, Alive) and run_id in worker.runs:
                about_runs.append((run_id, message))
        if about_runs:
            worker.notice(about_runs)
            self._receiver.received(about_runs)

    async def _write(self, worker: WorkerProcess) -> None:
        loop = asyncio.get_running_loop()
        with contextlib.suppress(OSError):
            while True:
                await worker.wake.wait()
                worker.wake.clear()
                while data := worker.outbox.take(READ_BYTES):
                    await loop.sock_sendall(worker.end, data)

    def _greet(self, worker: WorkerProcess, ready: Ready) -> None:
        assert self._receiver is not None
        worker.ready = True
        self.torch_version = ready.torch_version
        self._add_gpus(ready.num_gpus)
        _log.info("a worker is ready", pid=worker.pid, device=worker.device)
        self._receiver.worker_ready()

    def _add_gpus(self, count: int) -> None:
        if self._device == "cpu" or self._closing:
            return
        for index in range(self._num_gpus, count):
            self._spawn(self._keep(f"cuda:{index}"))
        self._num_gpus = max(self._num_gpus, count)

    async def _reap(self, worker: WorkerProcess) -> None:
        """Report its runs as lost once its end is certain."""
        self._processes.remove(worker)
        why = "lost" if self._closing else await self._forkserver.exit_of(worker.pid)
        if why == "lost":  # hung up, and nobody knows whether it ended
            worker.kill()
        lost, blamed = sorted(worker.runs), worker.blamed()
        for run_id in lost:
            self._holder.pop(run_id, None)
        worker.end.close()
        worker.mark.close()
        if not self._closing and self._receiver is not None:
            _log.warning("a worker died", pid=worker.pid, why=why, blamed=blamed)
            self._receiver.worker_lost(lost, blamed if blamed in lost else None, why)

    # ---- watching over them ---------------------------------------------------------------------

    async def _watch(self) -> None:
        """End workers that make no progress: their line breaks, the rest follows from that."""
        while True:
            await asyncio.sleep(min(1.0, SILENT_SECS / 4))
            now = time.monotonic()
            for worker in self._processes:
                limit = SILENT_SECS if worker.ready else START_SECS
                if not worker.held_back and now - worker.heard_at > limit:
                    _log.error("a worker makes no progress", pid=worker.pid, secs=limit)
                    worker.kill()

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            _log.error("a task of the workers broke", exc_info=task.exception())


def _load_of(worker: WorkerProcess) -> tuple[int, int]:
    return worker.load


def _start_solo(theirs: socket.socket) -> int:
    """A worker that is not forked (Windows): slower to start, the same in all else."""
    code = [sys.executable, "-m", "torchground.workers.solo"]
    process = subprocess.Popen(code, stdin=subprocess.PIPE, env=plain_environment())
    assert process.stdin is not None
    share = theirs.share  # type: ignore[attr-defined,unused-ignore]
    process.stdin.write(share(process.pid))
    process.stdin.close()
    return process.pid
