"""A tab's line over polls, with the methods of a websocket of the library ``websockets``: tests use either."""

from __future__ import annotations

import time
from collections import deque
from types import TracebackType
from typing import Any

import httpx
import ormsgpack

MAX_MESSAGES = 64


class PollConnection:
    """One session of polls. ``wait_secs`` is how long each asks to wait: 0 makes short polls of it."""

    def __init__(
        self, address: str, *, wait_secs: float = 2.0, pause_secs: float = 0.0, **headers: str
    ) -> None:
        self._http = httpx.Client(
            base_url=address, timeout=60, trust_env=False, headers={"origin": address} | headers
        )
        self._wait_secs = wait_secs
        self._pause_secs = pause_secs
        self._session: str | None = None
        self._after = 0
        self._taken = 0
        self._said: list[str] = []
        """Messages that the server is not known to have."""
        self._frames: deque[str | bytes] = deque()
        self.closed: int | None = None

    def __enter__(self) -> PollConnection:
        self.poll(0)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def send(self, text: str) -> None:
        """Say something; it has left when this returns."""
        self._said.append(text)
        while self._said:
            self.poll(0)

    def send_soon(self, text: str) -> None:
        """Say something with the next polls."""
        self._said.append(text)

    def recv(self, timeout: float = 20) -> str | bytes:
        """The next frame. Raises ``TimeoutError``, or ``ConnectionError`` where the server has closed the line."""
        until = time.monotonic() + timeout
        while not self._frames:
            if self.closed is not None:
                raise ConnectionError(f"the line was closed with {self.closed}")
            left = until - time.monotonic()
            if left <= 0:
                raise TimeoutError
            time.sleep(min(self._pause_secs, left))
            self.poll(min(self._wait_secs, left))
        return self._frames.popleft()

    def close(self) -> None:
        """Leave."""
        if self._session is not None and self.closed is None:
            self.ask(session=self._session, after=self._after, first=self._taken + 1, close=True)
        self._http.close()

    def poll(self, wait_secs: float) -> None:
        """Ask once."""
        answer = self.ask(
            session=self._session,
            after=self._after,
            first=self._taken + 1,
            messages=self._said[:MAX_MESSAGES],
            wait_secs=wait_secs,
        )
        if answer.status_code == 404:
            self.closed = 1006
            self._said.clear()
            return
        assert answer.status_code == 200, answer.text
        self._take(ormsgpack.unpackb(answer.content))

    def ask(self, **body: Any) -> httpx.Response:
        """One request, whatever it says."""
        return self._http.post("/api/stream/polls", json=body)

    def _take(self, answer: dict[str, Any]) -> None:
        self._session = answer["session"]
        self.closed = answer["closed"]
        if answer["taken"] > self._taken:
            del self._said[: answer["taken"] - self._taken]
            self._taken = answer["taken"]
        if answer["number"] > self._after:
            self._after = answer["number"]
            self._frames += answer["frames"]
