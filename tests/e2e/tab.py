"""A tab without a browser: one socket that keeps all it was told; a point that is missing or comes twice fails."""

from __future__ import annotations

import json
import time
import uuid
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from itertools import count
from types import TracebackType
from typing import Any, Protocol

import httpx
from websockets.sync.client import connect

from torchground.catalogue.bases.entries import entries
from torchground.telemetry.messages import OVER, probe_key
from torchground.telemetry.wire import unpack_frame

Json = dict[str, Any]
MOST_WATCHED = 40
"""Probes of a run that one tab may watch at once."""


class HasAddress(Protocol):
    """A server, or whoever knows where it is."""

    @property
    def address(self) -> str: ...


class Tab:
    """Use it in a ``with``. What it was told lies in ``runs``, ``points``, ``status``, ``frames`` and ``problems``."""

    def __init__(self, server: HasAddress) -> None:
        self._server = server
        self._open = ExitStack()
        self._ids = count(1)
        self._after: dict[str, int] = {}
        self._answers: dict[int, Json] = {}
        self.runs: dict[str, Json] = {}
        self.points: dict[str, list[Json]] = defaultdict(list)
        self.status: dict[str, Json] = {}
        self.frames: dict[tuple[str, str], Json] = {}
        """The newest by run and key of the probe."""
        self.problems: dict[tuple[str, str], str] = {}
        """Why a probe has nothing to measure, by run and key."""
        self.refusals: list[str] = []
        self.listed: list[Json] | None = None

    def __enter__(self) -> Tab:
        origin: Any = self._server.address
        address = f"{self._server.address.replace('http', 'ws')}/api/stream"
        self.http = self._open.enter_context(
            httpx.Client(base_url=self._server.address, timeout=60, trust_env=False)
        )
        self._socket = self._open.enter_context(
            connect(address, origin=origin, compression=None, max_size=None, open_timeout=60)
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.close()

    # ---- over HTTP ----

    def start(self, project: Json, **more: object) -> str:
        """A new run of a project; its id."""
        body = {"project": project, "request": uuid.uuid4().hex, **more}
        while (answer := self.http.post("/api/runs", json=body)).status_code == 202:
            """The machine is busy: the same request gives the run once it is saved."""
        assert answer.status_code == 201, answer.text
        run_id: str = answer.json()["info"]["id"]
        return run_id

    def kept_points(self, run_id: str) -> list[Json]:
        """All points of a run as the server has them in storage."""
        found: list[Json] = []
        while True:
            answer = self.http.get(f"/api/runs/{run_id}/metrics?after={len(found)}").json()
            found += answer["points"]
            if len(found) >= answer["last_seq"]:
                return found

    # ---- over the socket ----

    def say(self, **message: object) -> None:
        self._socket.send(json.dumps(message))

    def send(self, frame: str | bytes) -> None:
        """Whatever it is."""
        self._socket.send(frame)

    def follow(self, run_id: str, after: int = 0) -> None:
        """Subscribe to a run; its points are checked to be dense from here on."""
        self.points[run_id] = []
        self._after[run_id] = after
        self.say(type="subscribe", run=run_id, after=after)

    def watch(self, run_id: str, probes: Sequence[Json]) -> list[str]:
        """Watch these probes; their keys."""
        self.say(type="watch", run=run_id, probes=probes)
        return [probe_key(probe) for probe in probes]

    def command(self, run_id: str, **command: object) -> Json:
        """Send a command and wait for its answer."""
        number = next(self._ids)
        self.say(type="command", id=number, run=run_id, command=command)
        return self._answer(number)

    def obeyed(self, run_id: str, **command: object) -> None:
        """Send a command that must be accepted."""
        answer = self.command(run_id, **command)
        assert answer["ok"], answer

    def measure(self, run_id: str, **probe: object) -> Json:
        """One exact measurement: the frame. Raises ``LookupError`` with the sentence where there is none."""
        number = next(self._ids)
        self.say(type="measure", id=number, run=run_id, probe=probe)
        answer = self._answer(number)
        if not answer["ok"]:
            raise LookupError(answer["error"])
        self.until(lambda: (run_id, f"#{number}") in self.frames)
        return self.frames.pop((run_id, f"#{number}"))

    def until(
        self, condition: Callable[[], object], secs: float = 90, *, ask: bool = False
    ) -> None:
        """Take what comes until something is so; ``ask`` for heartbeats where nothing may come by itself."""
        end = time.monotonic() + secs
        while not condition():
            if ask:
                self.say(type="ping")
            left = end - time.monotonic()
            assert left > 0, f"it did not come within {secs:g} s; {self._summary()}"
            try:
                self._take(self._socket.recv(timeout=left))
            except TimeoutError:
                continue

    def until_state(self, run_id: str, *states: str) -> Json:
        """Wait until a followed run is in one of these states; the run."""
        self.until(lambda: self.runs.get(run_id, {}).get("state") in states)
        return self.runs[run_id]

    def until_over(self, run_id: str) -> list[Json]:
        """Wait until a followed run is over and all its points are here; the points."""
        self.until_state(run_id, *OVER)
        self.until(lambda: self._seq(run_id) >= self.runs[run_id]["last_seq"])
        return self.points[run_id]

    def until_point(self, run_id: str, fits: Callable[[Json], object] = bool) -> Json:
        """Wait for a point of a followed run that fits (one that came already counts)."""
        self.until(lambda: any(fits(point) for point in self.points[run_id]))
        return next(point for point in self.points[run_id] if fits(point))

    def _answer(self, number: int) -> Json:
        self.until(lambda: number in self._answers)
        return self._answers.pop(number)

    def _seq(self, run_id: str) -> int:
        points = self.points[run_id]
        last: int = points[-1]["seq"] if points else self._after[run_id]
        return last

    def _take(self, frame: str | bytes) -> None:
        if isinstance(frame, bytes):
            reading = unpack_frame(frame)
            self.frames[reading["run"], reading["probe"]] = reading
            return
        message = json.loads(frame)
        kind = message["type"]
        if kind == "points":
            for point in message["points"]:
                assert point["seq"] == self._seq(message["run"]) + 1, "points are not dense"
                self.points[message["run"]].append(point)
        elif kind == "run":
            self.runs[message["run"]["id"]] = message["run"]
        elif kind == "runs":
            self.listed = message["runs"]
        elif kind == "listed":
            self._listed(message)
        elif kind == "status":
            self.status[message["run"]] = message
        elif kind == "answer":
            self._answers[message["id"]] = message
        elif kind == "refusal":
            self.refusals.append(message["error"])
        elif kind == "probe_problem":
            self.problems[message["run"], message["probe"]] = message["error"]

    def _listed(self, message: Json) -> None:
        """What changed in the list."""
        changed = {run["id"]: run for run in message["runs"]}
        kept = {run["id"]: run for run in self.listed if run["id"] not in message["gone"]}
        newest_first = sorted((kept | changed).values(), key=lambda run: run["created"])[::-1]
        self.listed = newest_first

    def _summary(self) -> str:
        states = {run_id: (run["state"], run["reason"]) for run_id, run in self.runs.items()}
        return f"runs {states}, refusals {self.refusals}, answers {self._answers}"


def watchable_probes() -> list[Json]:
    """Every probe that can be watched, as it is by default; at most as many as one tab may watch."""
    found: list[Any] = [*entries("probes").values()]
    return [probe().model_dump(mode="json") for probe in found if not probe.on_demand][
        :MOST_WATCHED
    ]
