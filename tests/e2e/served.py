"""``torchground serve`` as a process that tests start, stop, kill and start again on the same port and data."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx


class Served:
    """One server, through its lives. All of them use one data folder and, after the first, one port."""

    def __init__(
        self,
        data_dir: Path,
        *,
        workers: int = 1,
        environment: dict[str, str] | None = None,
        database_url: str | None = None,
    ) -> None:
        self.data_dir = data_dir
        self.database_url = database_url or f"sqlite:///{data_dir / 'torchground.db'}"
        self.port = 0
        self._workers = workers
        self._environment = {"TORCHGROUND_SAFE_AFTER": "0", **(environment or {})}
        if database_url is not None:
            self._environment["TORCHGROUND_DATABASE_URL"] = database_url
        """Killed again and again, it goes on all the same, unless a test is about that."""
        self._process: subprocess.Popen[str] | None = None
        self._log = data_dir / "server.log"

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def log(self) -> str:
        """All that it wrote to standard error."""
        return self._log.read_text(encoding="utf-8") if self._log.exists() else ""

    def start(self, *more: str, secs: float = 120) -> None:
        """Start it, with more options, and wait until it answers."""
        self.data_dir.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "torchground.cli", "serve", "--port", str(self.port)]
        command += [
            "--workers",
            str(self._workers),
            "--data-dir",
            str(self.data_dir),
            "--device",
            "cpu",
            *more,
        ]
        with self._log.open("a", encoding="utf-8") as log:
            self._process = subprocess.Popen(
                command,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env=os.environ | self._environment,
            )
        assert self._process.stdout is not None
        welcome = self._process.stdout.readline()
        if "http://" not in welcome:
            self._process.wait(secs)
            raise AssertionError(f"the server did not start: {welcome}{self.log[-2000:]}")
        self.port = int(welcome.split("http://")[1].split()[0].rsplit(":", 1)[1])

    def health(self) -> dict[str, Any]:
        answer: dict[str, Any] = httpx.get(f"{self.address}/api/health", trust_env=False).json()
        return answer

    def wait_for_worker(self, secs: float = 240) -> None:
        """Until a worker can take runs."""
        until = time.monotonic() + secs
        while self.health()["workers"]["ready"] < 1:
            assert time.monotonic() < until, f"no worker became ready: {self.log[-2000:]}"
            time.sleep(0.05)

    def stop(self, secs: float = 20) -> int:
        """Ask it to end (SIGTERM) and wait; its exit code."""
        process, self._process = self._process, None
        if process is None:
            return 0
        process.terminate()
        try:
            return process.wait(secs)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise
        finally:
            if process.stdout is not None:
                process.stdout.close()

    def kill(self) -> None:
        """End it at once, without a chance to tidy up."""
        assert self._process is not None
        os.kill(self._process.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._process = None
