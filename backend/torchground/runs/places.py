"""Places that many want: bounded for all together and for each key. When all are taken, the key with most gives way.

A key says for whom a place counts: ``server.keys`` makes it.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import Protocol


class Holder(Protocol):
    """What holds a place."""

    def worth(self) -> float | None:
        """How much it should stay: the one with the least gives way first. None where it must stay."""

    def give_way(self) -> None:
        """Its place is another's now: say why, and end."""


class Places:
    """Places of one kind. Everything is called from one event loop."""

    def __init__(self, most: int, most_each: int, look_at: int = 16) -> None:
        """``look_at``: among so many of one key, and half as many of its newest, the least is sought."""
        self._most = most
        self._most_each = most_each
        self._look_at = look_at
        self._held: defaultdict[str, dict[Holder, None]] = defaultdict(dict)
        self._keys: dict[Holder, str] = {}

    def __len__(self) -> int:
        return len(self._keys)

    def take(self, key: str, holder: Holder, *, keeps_first: bool = False) -> bool:
        """Give ``holder`` a place, another's if need be; False where nobody can give way.

        ``keeps_first``: those who came first keep their place from those of the same key who come later.
        """
        if not self._has_room(key):
            leaving = self._who_gives_way(key, own=not keeps_first)
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

    def _who_gives_way(self, key: str, *, own: bool) -> Holder | None:
        """The least worth of the key with most; of the newcomer's own where no other has more and ``own`` says so."""
        largest, count = max(self._held, key=self._count, default=key), self._count(key)
        found = None
        if count < self._most_each and self._count(largest) > count:
            found = self._least(largest)
        return self._least(key) if found is None and own else found

    def _least(self, key: str) -> Holder | None:
        """The least worth of some of a key. Of the oldest, those that stay are looked at later the next time."""
        held = self._held.get(key, {})
        oldest = list(islice(held, self._look_at))
        newest = list(islice(reversed(held), self._look_at // 2))
        worth = {holder: holder.worth() for holder in (*oldest, *newest)}
        for holder in oldest:
            if worth[holder] is None:
                held[holder] = held.pop(holder)
        free = {holder: value for holder, value in worth.items() if value is not None}
        return min(free, key=free.__getitem__, default=None)
