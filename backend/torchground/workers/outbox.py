"""What waits to be sent to one worker. It is bounded: a worker that does not read fills no memory."""

from __future__ import annotations

from typing_extensions import assert_never

from torchground.training.messages import (
    CommandRequest,
    MeasureRequest,
    Shutdown,
    WatchRequest,
)
from torchground.workers.messages import Drop, Start, ToWorker, encode

MAX_REQUESTS = 1000
"""Most commands and measurements, of all runs together, that wait for one worker."""


class Outbox:
    """Messages to one worker, in order, as bytes.

    Of each run only the newest ``watch`` waits. ``start``, ``drop`` and ``watch`` are bounded by the runs that the
    worker holds, commands and measurements by :data:`MAX_REQUESTS`.
    """

    def __init__(self) -> None:
        self._waiting: dict[int, tuple[str, ToWorker, bytes]] = {}
        self._watches: dict[str, int] = {}
        self._next = 0
        self._num_requests = 0

    @property
    def num_waiting(self) -> int:
        """How many messages wait."""
        return len(self._waiting)

    @property
    def num_bytes(self) -> int:
        """How many bytes wait."""
        return sum(len(data) for _, _, data in self._waiting.values())

    def put(self, run_id: str, message: ToWorker) -> bool:
        """Let a message wait for its turn; False where it is a request and too many wait already."""
        match message:
            case Drop():
                if not self._forget(run_id):
                    self._add(run_id, message)
            case WatchRequest():
                self._watch(run_id, message)
            case CommandRequest() | MeasureRequest():
                if self._num_requests >= MAX_REQUESTS:
                    return False
                self._num_requests += 1
                self._add(run_id, message)
            case Start() | Shutdown():
                self._add(run_id, message)
            case _:
                assert_never(message)
        return True

    def take(self, num_bytes: int) -> bytes:
        """The messages that are sent next, whole: at least one where any waits, about ``num_bytes`` together."""
        taken = bytearray()
        while self._waiting and len(taken) < num_bytes:
            taken += self._remove(next(iter(self._waiting)))
        return bytes(taken)

    def _add(self, run_id: str, message: ToWorker) -> int:
        self._waiting[self._next] = run_id, message, encode(run_id, message)
        self._next += 1
        return self._next - 1

    def _watch(self, run_id: str, message: WatchRequest) -> None:
        place = self._watches.get(run_id)
        if place is None:
            self._watches[run_id] = self._add(run_id, message)
        else:
            self._waiting[place] = run_id, message, encode(run_id, message)

    def _forget(self, run_id: str) -> bool:
        """Remove all that waits of a run; whether its ``start`` was among it, so that the worker never knew it."""
        mine = [place for place, (of, _, _) in self._waiting.items() if of == run_id]
        unknown = any(isinstance(self._waiting[place][1], Start) for place in mine)
        for place in mine:
            self._remove(place)
        return unknown

    def _remove(self, place: int) -> bytes:
        run_id, message, data = self._waiting.pop(place)
        if isinstance(message, (CommandRequest, MeasureRequest)):
            self._num_requests -= 1
        elif isinstance(message, WatchRequest):
            self._watches.pop(run_id, None)
        return data
