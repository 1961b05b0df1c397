"""What the rooms above know of workers: how to give them runs, and how to receive what they send.

Where the workers are, on this machine or on many, nothing above can tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol, TypeAlias

from torchground.training.messages import LoopRequest
from torchground.workers.messages import FromRun, Start

Sending: TypeAlias = Literal["sent", "not_held", "full"]
"""What became of a request to a run: on its way; no worker holds the run; too many requests wait for its worker."""


class Receiver(Protocol):
    """Who receives what workers send. All is called from the event loop, and must not take long."""

    async def wait_for_room(self) -> None:
        """Wait until more can be taken; while it waits nothing more is read from workers."""

    def received(self, messages: Sequence[tuple[str, FromRun]]) -> None:
        """What one worker sent, in order, each with the id of its run; only about runs that it holds."""

    def worker_lost(self, run_ids: Sequence[str], blamed: str | None, why: str) -> None:
        """A worker is gone, and with it these runs; ``blamed`` had its turn. Nothing more comes from it.

        ``why`` completes "The worker was …": ``killed by SIGKILL``.
        """

    def worker_ready(self) -> None:
        """There is one more worker that can take runs."""


class Workers(Protocol):
    """A set of workers that start, hold and drive runs."""

    @property
    def num_ready(self) -> int:
        """How many workers can take runs now."""

    @property
    def num_total(self) -> int:
        """How many there should be."""

    @property
    def torch_version(self) -> str | None:
        """Of the workers' PyTorch; None before the first is ready."""

    @property
    def devices(self) -> list[str]:
        """What the ready workers train on: ``cpu``, ``cuda:0`` …"""

    def device_class(self, device: str | None, *, heavy: bool) -> str:
        """The class of device that a run belongs on: ``cpu``, ``cuda``.

        ``device`` is where an earlier attempt trained; ``heavy`` says that a GPU pays, where there is a choice.
        """

    def is_ready_on(self, device_class: str) -> bool:
        """Whether a worker on such a device can take runs now."""

    async def open(self, receiver: Receiver) -> None:
        """Begin to start workers; returns before they are ready."""

    async def close(self) -> None:
        """Let every worker write its checkpoints and end; what they send until then is received."""

    def start(self, run_id: str, start: Start, *, device: str | None, heavy: bool) -> str | None:
        """Give a run to the least busy worker; the device it trains on.

        ``device`` and ``heavy`` choose the class of device, see :meth:`device_class`.
        None: no worker can take it now; :meth:`Receiver.worker_ready` says when to try again.
        """

    def send(self, run_id: str, request: LoopRequest) -> Sending:
        """Ask something of the worker that holds the run."""

    def drop(self, run_id: str) -> None:
        """Have the run forgotten by its worker; nothing more is received of it."""
