"""Requests to a loop while it trains. Its driver puts them in, and the loop takes them out between two steps."""

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
    """The driver's end of a loop. A loop with an inbox stays after its end, so that people can look at it, until
    ``shutdown``."""

    def __init__(self) -> None:
        self.items: deque[Item] = deque()
        self.frames_wanted = True
        """False while the line is full. Then watched probes wait, and everything else continues."""

    def put(self, item: Item) -> None:
        """Adds a request. The loop handles it between two steps."""
        self.items.append(item)

    def command(self, request: int, command: Command) -> None:
        """Asks the loop to carry out a command between two steps."""
        self.put(CommandRequest(request, command))

    def watch(self, probes: Sequence[dict[str, Any]]) -> None:
        """Sets the watched probes: these and no others."""
        self.put(WatchRequest(tuple(probes)))

    def measure(self, request: int, probe: dict[str, Any]) -> None:
        """Asks for one exact measurement."""
        self.put(MeasureRequest(request, probe))

    def shutdown(self) -> None:
        """Asks the loop to write a checkpoint and end."""
        self.put(Shutdown())
