"""Workers on this machine: one process for each core and one for each GPU, warm before they are needed.

They come from a nursery that has loaded torch already (see ``nursery``), each with a socket pair of its own. One that
dies, or is silent for too long, is replaced at once. None outlives the server, and none sees its environment.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Any

import structlog

from torchground.workers.base import Hears
from torchground.workers.nursery_line import NurseryLine, plain_environment
from torchground.workers.protocol import READ_BYTES, Decoder, Frame, LineBroken, encode

SILENT_SECS = 30.0
"""A worker that says nothing for so long is treated as dead."""
BORN_SECS = 180.0
"""The same for one that has not said hello: it may be loading torch from a cold disk."""
CLOSE_SECS = 3.0
LONGEST_PAUSE_SECS = 30.0
"""Between two tries to start a worker that dies before it says hello."""

_log = structlog.get_logger("workers")


@dataclass(eq=False)
class Peer:
    """One worker process as the server sees it."""

    end: socket.socket
    mark: IO[bytes]
    device: str
    pid: int = 0
    ready: bool = False
    runs: set[str] = field(default_factory=set)
    going: set[str] = field(default_factory=set)
    """Those of its runs that train now; the others only lie there."""
    heard_at: float = field(default_factory=time.monotonic)
    held_back: bool = False
    """We are not reading, so its silence says nothing."""
    out: bytearray = field(default_factory=bytearray)
    wake: asyncio.Event = field(default_factory=asyncio.Event)

    def say(self, frame: Frame) -> None:
        """Queue a frame for its socket."""
        self.out += encode(frame)
        self.wake.set()

    def notice(self, frames: Sequence[Frame]) -> None:
        """Keep track of which of its runs train."""
        for frame in frames:
            if frame.kind == "state" and frame.head.get("state") == "running":
                self.going.add(frame.run_id)
            elif frame.kind in ("state", "gone"):
                self.going.discard(frame.run_id)

    def let_go(self, run_id: str) -> None:
        """It no longer holds the run."""
        self.runs.discard(run_id)
        self.going.discard(run_id)

    def blamed(self) -> str | None:
        """The run that had its turn when the worker was last seen."""
        self.mark.seek(0)
        return self.mark.read(64).rstrip(b"\0").decode(errors="replace") or None

    def kill(self) -> None:
        """End it for sure, stopped or hanging."""
        with contextlib.suppress(OSError):
            if self.pid:
                os.kill(self.pid, getattr(signal, "SIGKILL", signal.SIGTERM))


class LocalWorkers:
    """``count`` CPU workers and, for ``device`` ``auto`` or ``cuda``, one for each GPU."""

    def __init__(self, count: int | None = None, device: str = "auto") -> None:
        self._count = max(1, count or os.cpu_count() or 1)
        self._device = device
        self._hears: Hears | None = None
        self._nursery = NurseryLine()
        self._peers: list[Peer] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._ending: set[asyncio.Task[None]] = set()
        """Those that have a worker, and so end when it does."""
        self._holder: dict[str, Peer] = {}
        self._num_gpus = 0
        self._closing = False
        self.torch_version: str | None = None

    # ---- what the book sees ---------------------------------------------------------------------

    @property
    def num_ready(self) -> int:
        """How many workers can take runs now."""
        return sum(peer.ready for peer in self._peers)

    @property
    def num_total(self) -> int:
        """How many there should be."""
        return self._count + self._num_gpus

    @property
    def devices(self) -> list[str]:
        """What the ready workers train on."""
        return sorted({peer.device for peer in self._peers if peer.ready})

    @property
    def pids(self) -> list[int]:
        """The processes of the ready workers."""
        return [peer.pid for peer in self._peers if peer.ready]

    async def open(self, hears: Hears) -> None:
        """Begin to start workers; returns before they are ready."""
        self._hears = hears
        for _ in range(self._count):
            self._spawn(self._keep("cpu"))
        self._spawn(self._watch())

    async def close(self) -> None:
        """Let every worker write its checkpoints and end; what they say until then is heard."""
        self._closing = True
        for peer in self._peers:
            peer.say(Frame("shutdown"))
        if self._ending:
            await asyncio.wait(set(self._ending), timeout=CLOSE_SECS)
        for peer in list(self._peers):
            peer.kill()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._nursery.close()

    def start(
        self, run_id: str, head: Mapping[str, Any], *, device: str | None, heavy: bool
    ) -> str | None:
        """Give a run to the least busy worker of the device that fits; None where none is ready."""
        peer = self._choose(device, heavy)
        if peer is None:
            return None
        self.drop(run_id)
        self._holder[run_id] = peer
        peer.runs.add(run_id)
        if not head["paused"]:
            peer.going.add(run_id)
        peer.say(Frame("start", run_id, {**head, "device": peer.device}))
        return peer.device

    def send(self, run_id: str, kind: str, head: Mapping[str, Any]) -> bool:
        """Say something to the worker that holds the run; False where none does."""
        peer = self._holder.get(run_id)
        if peer is None:
            return False
        peer.say(Frame(kind, run_id, head))
        return True

    def drop(self, run_id: str) -> None:
        """Have the run forgotten by its worker; nothing more is heard of it."""
        peer = self._holder.pop(run_id, None)
        if peer is not None:
            peer.let_go(run_id)
            peer.say(Frame("drop", run_id))

    def _choose(self, device: str | None, heavy: bool) -> Peer | None:
        ready = [peer for peer in self._peers if peer.ready]
        wanted = device if device is not None else self._wanted(heavy)
        fitting = [peer for peer in ready if peer.device.startswith(wanted)]
        if not fitting and wanted == "cuda":
            return None if self._num_gpus else min(ready, key=_load, default=None)
        return min(fitting, key=_load, default=None)

    def _wanted(self, heavy: bool) -> str:
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
                peer = await self._bear(device)
            except OSError as error:
                _log.error("a worker could not be started", error=str(error))
            else:
                await self._live(peer)
                was_ready = peer.ready
            pause = 0.0 if was_ready else min(LONGEST_PAUSE_SECS, pause * 2 + 0.2)

    async def _bear(self, device: str) -> Peer:
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        mark = tempfile.TemporaryFile(prefix="torchground-mark-")  # noqa: SIM115  the peer's
        mark.write(bytes(64))
        mark.flush()
        peer = Peer(ours, mark, device)
        try:
            if sys.platform == "win32":
                peer.pid = await asyncio.to_thread(_start_solo, theirs)
            else:
                peer.pid = await self._nursery.bear(theirs, mark)
        except BaseException:
            ours.close()
            mark.close()
            raise
        finally:
            theirs.close()
        self._peers.append(peer)
        return peer

    async def _live(self, peer: Peer) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._ending.add(task)
        try:
            await self._listen(peer)
            await self._bury(peer)
        finally:
            self._ending.discard(task)

    async def _listen(self, peer: Peer) -> None:
        """Carry frames both ways until the line ends."""
        talking = asyncio.create_task(self._talk(peer))
        try:
            await self._hear(peer)
        except (OSError, LineBroken) as error:
            if not self._closing:
                _log.warning("a worker's line broke", pid=peer.pid, error=str(error))
        finally:
            talking.cancel()
            await asyncio.gather(talking, return_exceptions=True)

    async def _hear(self, peer: Peer) -> None:
        loop, decoder = asyncio.get_running_loop(), Decoder()
        assert self._hears is not None
        while True:
            peer.held_back = True
            await self._hears.room()
            peer.held_back, peer.heard_at = False, time.monotonic()
            data = await loop.sock_recv(peer.end, READ_BYTES)
            if not data:
                return
            peer.heard_at = time.monotonic()
            frames = decoder.feed(data)
            about_runs = [frame for frame in frames if frame.run_id in peer.runs]
            if about_runs:
                peer.notice(about_runs)
                self._hears.heard(about_runs)
            for frame in frames:
                if frame.kind == "hello":
                    self._greet(peer, frame.head)

    async def _talk(self, peer: Peer) -> None:
        loop = asyncio.get_running_loop()
        with contextlib.suppress(OSError):
            while True:
                await peer.wake.wait()
                peer.wake.clear()
                data, peer.out = peer.out, bytearray()
                await loop.sock_sendall(peer.end, data)

    def _greet(self, peer: Peer, head: Mapping[str, Any]) -> None:
        assert self._hears is not None
        peer.ready = True
        self.torch_version = str(head.get("torch"))
        self._add_gpus(int(head.get("cuda_devices", 0)))
        _log.info("a worker is ready", pid=peer.pid, device=peer.device)
        self._hears.ready()

    def _add_gpus(self, count: int) -> None:
        if self._device == "cpu" or self._closing:
            return
        for index in range(self._num_gpus, count):
            self._spawn(self._keep(f"cuda:{index}"))
        self._num_gpus = max(self._num_gpus, count)

    async def _bury(self, peer: Peer) -> None:
        """Its runs are homeless from now on; say so once its end is certain."""
        self._peers.remove(peer)
        why = "lost" if self._closing else await self._nursery.why(peer.pid)
        if why == "lost":  # hung up, and nobody knows whether it ended
            peer.kill()
        homeless, blamed = sorted(peer.runs), peer.blamed()
        for run_id in homeless:
            self._holder.pop(run_id, None)
        peer.end.close()
        peer.mark.close()
        if not self._closing and self._hears is not None:
            _log.warning("a worker died", pid=peer.pid, why=why, blamed=blamed)
            self._hears.died(homeless, blamed if blamed in homeless else None, why)

    # ---- watching over them ---------------------------------------------------------------------

    async def _watch(self) -> None:
        """End workers that make no progress: their line breaks, the rest follows from that."""
        while True:
            await asyncio.sleep(min(1.0, SILENT_SECS / 4))
            now = time.monotonic()
            for peer in self._peers:
                limit = SILENT_SECS if peer.ready else BORN_SECS
                if not peer.held_back and now - peer.heard_at > limit:
                    _log.error("a worker makes no progress", pid=peer.pid, secs=limit)
                    peer.kill()

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            _log.error("a task of the workers broke", exc_info=task.exception())


def _load(peer: Peer) -> tuple[int, int]:
    return len(peer.going), len(peer.runs)


def _start_solo(theirs: socket.socket) -> int:
    """A worker without a nursery (Windows): slower to start, the same in all else."""
    code = [sys.executable, "-m", "torchground.workers.solo"]
    process = subprocess.Popen(code, stdin=subprocess.PIPE, env=plain_environment())
    assert process.stdin is not None
    share = theirs.share  # type: ignore[attr-defined,unused-ignore]
    process.stdin.write(share(process.pid))
    process.stdin.close()
    return process.pid
