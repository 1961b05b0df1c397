"""What reaches a loop while it trains: its driver puts requests in, the loop takes them out between two steps."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import Any, TypeAlias

from torchground.telemetry.messages import Command
from torchground.training.messages import (
    CommandRequest,
    LoopRequest,
    MeasureRequest,
    Shutdown,
    WatchRequest,
)

Item: TypeAlias = LoopRequest | Shutdown


class Inbox:
    """The driver's end of a loop. A loop with an inbox stays after its end, to be looked at, until ``shutdown``."""

    def __init__(self) -> None:
        self.items: deque[Item] = deque()
        self.frames_wanted = True
        """False while the line is full: watched probes wait, everything else goes on."""

    def put(self, item: Item) -> None:
        """Ask for something; it is done between two steps."""
        self.items.append(item)

    def command(self, request: int, command: Command) -> None:
        """Ask for a command to be obeyed between two steps."""
        self.put(CommandRequest(request, command))

    def watch(self, probes: Sequence[dict[str, Any]]) -> None:
        """Say which probes are looked at: these and no others."""
        self.put(WatchRequest(tuple(probes)))

    def measure(self, request: int, probe: dict[str, Any]) -> None:
        """Ask for one exact measurement."""
        self.put(MeasureRequest(request, probe))

    def shutdown(self) -> None:
        """End after a checkpoint."""
        self.put(Shutdown())
