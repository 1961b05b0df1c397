"""What reaches a loop while it trains: its driver puts things in, the loop takes them out between two steps."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from torchground.telemetry.messages import Command


@dataclass(frozen=True)
class Asked:
    """A command, answered by ``Answered`` with the same request."""

    request: int
    command: Command


@dataclass(frozen=True)
class Watched:
    """The probes somebody looks at from now on, all of them, as JSON."""

    probes: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Wanted:
    """One probe measured once, now; answered by ``Measured`` with the same request."""

    request: int
    probe: dict[str, Any]


@dataclass(frozen=True)
class Shutdown:
    """Write a checkpoint and end; the run goes on elsewhere, later."""


Item: TypeAlias = Asked | Watched | Wanted | Shutdown


class Inbox:
    """The driver's end of a loop. A loop with an inbox stays after its end, to be looked at, until ``shutdown``."""

    def __init__(self) -> None:
        self.items: deque[Item] = deque()
        self.frames_wanted = True
        """False while the line is full: watched probes wait, everything else goes on."""

    def command(self, request: int, command: Command) -> None:
        """Ask for a command to be obeyed between two steps."""
        self.items.append(Asked(request, command))

    def watch(self, probes: Sequence[dict[str, Any]]) -> None:
        """Say which probes are looked at: these and no others."""
        self.items.append(Watched(tuple(probes)))

    def measure(self, request: int, probe: dict[str, Any]) -> None:
        """Ask for one exact measurement."""
        self.items.append(Wanted(request, probe))

    def shutdown(self) -> None:
        """End after a checkpoint."""
        self.items.append(Shutdown())
