"""What people look at inside a run: the probes of all of them together, and the newest frame of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from torchground.runs.errors import Refused
from torchground.runs.sentences import TOO_MANY_PROBES

MAX_PROBES = 200
"""Most different probes watched in one run, by everybody together."""

Probe = Mapping[str, Any]


@dataclass(frozen=True)
class Newest:
    """The newest that a worker gave of one probe (a frame, or as text why there is none) or of one type of message.

    ``number`` grows with every one.
    """

    number: int
    message: bytes | str


class Watched:
    """Probes by key, each with those who look; only the newest frame is kept, older ones never matter."""

    def __init__(self) -> None:
        self.probes: dict[str, Probe] = {}
        """Watched by at least one, by key."""
        self.newest: dict[str, Newest] = {}
        self._by: dict[object, dict[str, Probe]] = {}
        self._number = 0

    def watch(self, who: object, probes: Mapping[str, Probe]) -> bool:
        """Replace what one looks at; whether the union changed. Raises :class:`Refused` beyond the limit."""
        others = {key for one, seen in self._by.items() if one is not who for key in seen}
        if len(others | set(probes)) > MAX_PROBES:
            raise Refused(TOO_MANY_PROBES(count=MAX_PROBES))
        self._by.pop(who, None)
        if probes:
            self._by[who] = dict(probes)
        before, self.probes = (
            self.probes,
            {k: p for seen in self._by.values() for k, p in seen.items()},
        )
        for key in set(self.newest) - set(self.probes):
            del self.newest[key]
        return before.keys() != self.probes.keys()

    def put(self, key: str, message: bytes | str) -> bool:
        """Keep what a probe gave; whether anybody looks at it still."""
        if key not in self.probes:
            return False
        self._number += 1
        self.newest[key] = Newest(self._number, message)
        return True
