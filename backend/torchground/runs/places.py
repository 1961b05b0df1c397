"""Places that many want: bounded for all together and for each key. When all are taken, the key with most gives way.

A key says for whom a place counts: ``server.keys`` makes it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Protocol


class Holder(Protocol):
    """What holds a place."""

    def worth(self) -> float | None:
        """How much it should stay: the one with the least gives way first. None where it must stay."""

    def give_way(self) -> None:
        """Its place is another's now: say why, and end."""


class Places:
    """Places of one kind. Everything is called from one event loop."""

    def __init__(self, most: int, most_each: int) -> None:
        self._most = most
        self._most_each = most_each
        self._held: defaultdict[str, dict[Holder, None]] = defaultdict(dict)
        self._keys: dict[Holder, str] = {}

    def __len__(self) -> int:
        return len(self._keys)

    def take(self, key: str, holder: Holder) -> bool:
        """Give ``holder`` a place, another's if need be; False where nobody can give way to it."""
        if not self._has_room(key):
            leaving = self._who_gives_way(key)
            if leaving is None:
                return False
            self.leave(leaving)
            leaving.give_way()
        self._held[key][holder] = None
        self._keys[holder] = key
        return True

    def leave(self, holder: Holder) -> None:
        """The place is free. Nothing happens where it was given away before."""
        key = self._keys.pop(holder, None)
        if key is not None:
            del self._held[key][holder]
            if not self._held[key]:
                del self._held[key]

    def _has_room(self, key: str) -> bool:
        return len(self._keys) < self._most and self._count(key) < self._most_each

    def _count(self, key: str) -> int:
        return len(self._held.get(key, ()))

    def _who_gives_way(self, key: str) -> Holder | None:
        """The least worth of the key with most; of the newcomer's own where that has its share already."""
        own = self._count(key)
        larger = [other for other in self._held if self._count(other) > own]
        keys = sorted(larger, key=self._count, reverse=True) if own < self._most_each else []
        for one in [*keys, key]:
            worth = {holder: holder.worth() for holder in self._held.get(one, ())}
            free = {holder: value for holder, value in worth.items() if value is not None}
            if free:
                return min(free, key=free.__getitem__)
        return None
