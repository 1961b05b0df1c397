"""The server's end of the forkserver: starts it, asks it for workers, reads how they exited."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
from typing import IO

PASSED_ON = (
    "PATH", "HOME", "LANG", "LANGUAGE", "TZ", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "VIRTUAL_ENV",
    "PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "PYTHONWARNINGS", "LD_LIBRARY_PATH",
    "CUDA_VISIBLE_DEVICES", "CUDA_DEVICE_ORDER", "CUDA_HOME", "NVIDIA_VISIBLE_DEVICES",
    "NVIDIA_DRIVER_CAPABILITIES",
)  # fmt: skip
"""All that workers see of the server's environment: no secrets, no database."""
SET = {
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "CUBLAS_WORKSPACE_CONFIG": ":4096:8",
    "TORCH_COMPILE_DISABLE": "1",
    "OBJC_DISABLE_INITIALIZE_FORK_SAFETY": "YES",
}
"""One thread each, the same numbers every time, no compiler."""
FORK_SECS = 180.0
EXIT_SECS = 1.0


def plain_environment() -> dict[str, str]:
    """The environment of workers."""
    kept = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return (
        kept | {name: value for name, value in os.environ.items() if name.startswith("LC_")} | SET
    )


class Forkserver:
    """Starts the forkserver's process when it is first needed, and again where it died."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._forked: asyncio.Queue[int] = asyncio.Queue()
        self._exits: dict[int, asyncio.Future[str]] = {}
        self._reading: asyncio.Task[None] | None = None
        self._forking = asyncio.Lock()

    async def fork(self, end: socket.socket, mark: IO[bytes]) -> int:
        """A new worker that has this end and this mark; its process id. Raises ``OSError`` where there is none."""
        async with self._forking:
            control = await self._running()
            descriptors = [end.fileno(), mark.fileno()]
            await asyncio.to_thread(socket.send_fds, control, [b"w"], descriptors)
            pid = await self._next_forked()
            self._exits[pid] = asyncio.get_running_loop().create_future()
            return pid

    async def exit_of(self, pid: int) -> str:
        """How a worker ended, once it did: ``killed by SIGKILL``."""
        exited = self._exits.get(pid)
        if exited is None:
            return "lost"
        try:
            return await asyncio.wait_for(exited, EXIT_SECS)
        except asyncio.TimeoutError:
            return "lost"
        finally:
            del self._exits[pid]

    async def close(self) -> None:
        """Hang up: the forkserver ends what is left of its workers, and itself."""
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            await asyncio.to_thread(_wait_or_kill, self._process)

    async def _running(self) -> socket.socket:
        if self._control is not None and self._reading is not None and not self._reading.done():
            return self._control
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            await asyncio.to_thread(_wait_or_kill, self._process)
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = await asyncio.to_thread(_start, theirs)
        self._control, self._forked = ours, asyncio.Queue()
        reader, writer = await asyncio.open_connection(sock=ours.dup())
        self._reading = asyncio.create_task(self._read(reader, writer))
        return ours

    async def _next_forked(self) -> int:
        assert self._reading is not None
        forked = asyncio.create_task(self._forked.get())
        done, _ = await asyncio.wait(
            {forked, self._reading}, timeout=FORK_SECS, return_when=asyncio.FIRST_COMPLETED
        )
        if forked in done:
            return forked.result()
        forked.cancel()
        raise OSError("the process that workers come from ended or does not answer")

    async def _read(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while line := await reader.readline():
                event, who, *how = line.decode().rstrip("\n").split(" ", 2)
                if event == "forked":
                    self._forked.put_nowait(int(who))
                else:
                    self._report_exit(int(who), *how)
        finally:
            writer.close()
            for pid in list(self._exits):
                self._report_exit(pid, "lost")

    def _report_exit(self, pid: int, how: str) -> None:
        exited = self._exits.get(pid)
        if exited is not None and not exited.done():
            exited.set_result(how)


def _start(theirs: socket.socket) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "torchground.workers.forkserver", str(theirs.fileno())],
        pass_fds=[theirs.fileno()],
        env=plain_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )


def _wait_or_kill(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(timeout=1)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
