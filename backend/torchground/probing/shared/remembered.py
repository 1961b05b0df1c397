"""What a probe saw from look to look, while somebody was looking."""

from __future__ import annotations

from typing import TypeVar

from torchground.probing.probe import ProbeContext

MOST_SEEN = 500
T = TypeVar("T")


def seen_so_far(context: ProbeContext, key: str, now: T) -> list[tuple[int, T]]:
    """Steps and what was seen at each, with that of now.

    Going back to an earlier step forgets the later ones; where they become many they are thinned out.
    """
    seen: list[tuple[int, T]] = context.memory.setdefault(key, [])
    while seen and seen[-1][0] >= context.step:
        seen.pop()
    seen.append((context.step, now))
    if len(seen) > MOST_SEEN:
        del seen[1:-1:2]
    return seen
