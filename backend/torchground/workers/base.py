"""What the book of runs knows of workers: where they run, on this machine or on many, nothing above can tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from torchground.workers.protocol import Frame


class Hears(Protocol):
    """Who hears what workers say. All is called from the event loop, and must not take long."""

    async def room(self) -> None:
        """Wait until more can be taken; while it waits nothing more is read from workers."""

    def heard(self, frames: Sequence[Frame]) -> None:
        """What one worker said, in order, only about runs that it holds."""

    def died(self, run_ids: Sequence[str], blamed: str | None, why: str) -> None:
        """A worker is gone, and with it these runs; ``blamed`` had its turn. Nothing more is heard from it.

        ``why`` completes "The worker was …": ``killed by SIGKILL``.
        """

    def ready(self) -> None:
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

    async def open(self, hears: Hears) -> None:
        """Begin to start workers; returns before they are ready."""

    async def close(self) -> None:
        """Let every worker write its checkpoints and end; what they say until then is heard."""

    def start(
        self, run_id: str, head: Mapping[str, Any], *, device: str | None, heavy: bool
    ) -> str | None:
        """Give a run (``start`` of the protocol) to the least busy worker; the device it trains on.

        ``device`` is where an earlier attempt trained; ``heavy`` says that a GPU pays, where there is a choice.
        None: no worker can take it now; :meth:`Hears.ready` says when to try again.
        """

    def send(self, run_id: str, kind: str, head: Mapping[str, Any]) -> bool:
        """Say something to the worker that holds the run; False where none does."""

    def drop(self, run_id: str) -> None:
        """Have the run forgotten by its worker; nothing more is heard of it."""
