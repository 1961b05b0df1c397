"""Real worker processes: warm, clean, replaced when they die or hang, and gone when the server is."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.workers.test_main import START
from torchground.training.messages import PointMade, StateChanged, WatchRequest
from torchground.workers import local
from torchground.workers.local import LocalWorkers
from torchground.workers.messages import FromRun, Start
from torchground.workers.process import WorkerProcess

ROOT = Path(__file__).parents[2]
PATIENCE_SECS = 100


class Heard:
    """Keeps what workers send."""

    def __init__(self) -> None:
        self.messages: list[FromRun] = []
        self.deaths: list[tuple[list[str], str | None, str]] = []

    async def wait_for_room(self) -> None:
        """There is always room."""

    def received(self, messages: Sequence[tuple[str, FromRun]]) -> None:
        """Keep them."""
        self.messages += [message for _, message in messages]

    def worker_lost(self, run_ids: Sequence[str], blamed: str | None, why: str) -> None:
        """Keep it."""
        self.deaths.append((list(run_ids), blamed, why))

    def worker_ready(self) -> None:
        """Tests look for themselves."""


async def until(true: Callable[[], bool]) -> None:
    """Wait for something another process does."""
    give_up = time.monotonic() + PATIENCE_SECS
    while not true():
        assert time.monotonic() < give_up, "waited in vain"
        await asyncio.sleep(0.01)


def alive(pid: int) -> bool:
    """Whether there is such a process, and no mere zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


@needs_linux
@pytest.mark.timeout(300)
def test_workers_are_clean_and_are_replaced_when_they_die_or_hang(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TORCHGROUND_DATABASE_URL", "postgresql://user:canary-secret@host/name")
    monkeypatch.setenv("SOME_TOKEN", "canary-secret")
    start = replace(START, data_dir=tmp_path)

    async def check() -> None:
        workers, heard = LocalWorkers(1, "cpu"), Heard()
        await workers.open(heard)
        try:
            assert workers.start("r", start, device=None, heavy=False) is None  # not ready yet
            await until(lambda: workers.num_ready == 1)
            await one_that_is_killed_is_replaced(workers, heard, start)
            monkeypatch.setattr(local, "SILENT_SECS", 2.0)
            await until(lambda: workers.num_ready == 1)
            await one_that_hangs_is_replaced(workers, heard, replace(start, paused=True))
            await until(lambda: workers.num_ready == 1)
            await a_forkserver_that_is_killed_is_replaced(workers, heard)
        finally:
            pids = workers.pids
            await workers.close()
        await until(lambda: not any(alive(pid) for pid in pids))
        assert heard.deaths == []

    asyncio.run(check())


def forkserver_of(workers: LocalWorkers) -> int:
    """The process id of the forkserver."""
    process = workers._forkserver._process
    assert process is not None
    return process.pid


async def one_that_is_killed_is_replaced(workers: LocalWorkers, heard: Heard, start: Start) -> None:
    """And none of them sees the server's environment or has more threads than one."""
    (pid,) = workers.pids
    for process in (pid, forkserver_of(workers)):
        assert b"canary" not in Path(f"/proc/{process}/environ").read_bytes()
        assert len(os.listdir(f"/proc/{process}/task")) == 1, "more threads than one"
    assert workers.start("r", start, device=None, heavy=True) == "cpu"
    await until(lambda: any(isinstance(message, PointMade) for message in heard.messages))
    os.kill(pid, signal.SIGKILL)
    await until(lambda: bool(heard.deaths))
    runs, blamed, why = heard.deaths.pop()
    assert (runs, why) == (["r"], "killed by SIGKILL")
    assert blamed in ("r", None)
    assert workers.send("r", WatchRequest(())) == "not_held"


async def one_that_hangs_is_replaced(workers: LocalWorkers, heard: Heard, start: Start) -> None:
    assert workers.start("r", start, device="cpu", heavy=False) == "cpu"
    (pid,) = workers.pids
    os.kill(pid, signal.SIGSTOP)  # like a worker that hangs in a step
    await until(lambda: bool(heard.deaths))
    assert heard.deaths.pop()[0] == ["r"]
    await until(lambda: not alive(pid))


async def a_forkserver_that_is_killed_is_replaced(workers: LocalWorkers, heard: Heard) -> None:
    os.kill(forkserver_of(workers), signal.SIGKILL)
    os.kill(workers.pids[0], signal.SIGKILL)
    await until(lambda: bool(heard.deaths))
    assert heard.deaths.pop() == ([], None, "lost")
    await until(lambda: workers.num_ready == 1)  # from a new forkserver


SERVER_THAT_IS_KILLED = """
import asyncio, sys
from tests.workers.test_local import Heard, until
from torchground.workers.local import LocalWorkers

async def main():
    workers = LocalWorkers(2, "cpu")
    await workers.open(Heard())
    await until(lambda: workers.num_ready == 2)
    print("started", *workers.pids, workers._forkserver._process.pid, flush=True)
    await asyncio.sleep(600)

asyncio.run(main())
"""


@needs_linux
@pytest.mark.timeout(300)
def test_no_worker_outlives_a_server_that_is_killed() -> None:
    command = [sys.executable, "-c", SERVER_THAT_IS_KILLED]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as server:
        assert server.stdout is not None
        line = next(line for line in server.stdout if line.startswith("started "))
        pids = [int(pid) for pid in line.split()[1:]]
        assert len(pids) == 3
        assert all(alive(pid) for pid in pids)
        hanging = pids[0]
        os.kill(hanging, signal.SIGSTOP)  # not even one that hangs
        server.kill()
    asyncio.run(until(lambda: not any(alive(pid) for pid in pids)))


def test_a_new_run_goes_where_least_is_trained() -> None:
    class Stand:
        """A worker's process that is none."""

    workers = LocalWorkers(2, "cpu")
    for pid in (1, 2):
        workers._processes.append(WorkerProcess(Stand(), Stand(), "cpu", pid=pid, ready=True))  # type: ignore[arg-type]
    first, second = workers._processes
    for run_id in ("looked at", "looked at too"):
        workers.start(run_id, replace(START, paused=True), device=None, heavy=False)
    workers.start("going", START, device=None, heavy=False)
    assert (len(first.training), len(second.training)) == (1, 0)
    second.runs |= {"a", "b", "c"}  # they only lie there
    workers.start("next", START, device=None, heavy=False)
    assert second.training == {"next"}
    first.notice([("going", StateChanged("paused", None, 0, 0))])
    workers.start("third", START, device=None, heavy=False)
    assert first.training == {"third"}
    workers.drop("third")
    assert first.training == set()
    assert "third" not in first.runs
