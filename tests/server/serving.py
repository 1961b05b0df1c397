"""A real server in a thread of the test's own process, on a free port."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from websockets.sync.client import ClientConnection, connect

from tests.server.poll_connection import PollConnection
from torchground.server.main import Server, listen
from torchground.server.settings import Limits, Settings
from torchground.training.messages import LoopRequest
from torchground.workers.base import Receiver, Sending
from torchground.workers.messages import Start


class NoWorkers:
    """Workers that are never ready: every run stays queued, and nothing is spent on training."""

    num_ready = 0
    num_total = 1
    torch_version = None
    devices: list[str] = []

    def device_class(self, device: str | None, *, heavy: bool) -> str:
        return "cpu"

    def is_ready_on(self, device_class: str) -> bool:
        return bool(self.num_ready)

    async def open(self, receiver: Receiver) -> None: ...

    async def close(self) -> None: ...

    def start(self, run_id: str, start: Start, *, device: str | None, heavy: bool) -> str | None:
        return None

    def send(self, run_id: str, request: LoopRequest) -> Sending:
        return "not_held"

    def drop(self, run_id: str) -> None: ...


@dataclass(frozen=True)
class Site:
    """A server that is up."""

    port: int
    client: httpx.Client

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def post(self, path: str, body: object) -> httpx.Response:
        """Send a value as JSON, null and NaN too."""
        headers = {"content-type": "application/json"}
        return self.client.post(path, content=json.dumps(body), headers=headers)

    def wait_for_worker(self, secs: float = 240) -> None:
        """Until a worker can take runs."""
        until = time.monotonic() + secs
        while self.client.get("/api/health").json()["workers"]["ready"] < 1:
            assert time.monotonic() < until, "no worker became ready"
            time.sleep(0.02)

    def stream(self, **more: Any) -> ClientConnection:
        """A socket such as a tab opens; use it in a ``with``."""
        return connect(
            f"ws://127.0.0.1:{self.port}/api/stream",
            origin=self.address,  # type: ignore[arg-type]
            compression=None,
            max_size=None,
            **more,
        )

    def polls(self, **more: Any) -> PollConnection:
        """The same without a websocket."""
        return PollConnection(self.address, **more)


def receive(
    socket: ClientConnection | PollConnection, type_id: str, secs: float = 20
) -> dict[str, Any]:
    """The next message of one type; others are passed over."""
    while True:
        frame = socket.recv(timeout=secs)
        if isinstance(frame, str):
            message: dict[str, Any] = json.loads(frame)
            if message["type"] == type_id:
                return message


@contextmanager
def serving(
    data_dir: Path,
    make_workers: Callable[[Settings], Any] = lambda settings: NoWorkers(),
    limits: Limits | None = None,
    database_url: str | None = None,
    host: str = "127.0.0.1",
    proxies: tuple[str, ...] = (),
) -> Iterator[Site]:
    """A server, from its start to its end; nothing of it is left behind."""
    listening = listen(host, 0)
    port = listening.getsockname()[1]
    page_dir = data_dir / "page"
    page_dir.mkdir(parents=True, exist_ok=True)
    (page_dir / "index.html").write_text("<!doctype html><title>Torchground</title>")
    settings = Settings(
        data_dir=data_dir,
        database_url=database_url,
        host=host,
        proxies=proxies,
        port=port,
        workers=1,
        page_dir=page_dir,
        limits=limits or Limits(),
    )
    server = Server(settings, make_workers)
    thread = threading.Thread(target=server.run, args=([listening],), name="server")
    thread.start()
    try:
        with httpx.Client(
            base_url=f"http://127.0.0.1:{port}", timeout=100, trust_env=False
        ) as client:
            yield Site(port, client)
    finally:
        server.should_exit = True
        thread.join(20)
    assert not thread.is_alive(), "the server did not stop"
