"""What a probe measured at earlier steps, while somebody watched it."""

from __future__ import annotations

from typing import TypeVar

from torchground.probing.probe import ProbeContext

MOST_SEEN = 500
T = TypeVar("T")


def seen_so_far(context: ProbeContext, key: str, now: T) -> list[tuple[int, T]]:
    """The steps that were measured, and the value at each, including the current step.

    When a run goes back to an earlier step, the later values are dropped. Every second value is dropped when there are
    more than 500.
    """
    seen: list[tuple[int, T]] = context.memory.setdefault(key, [])
    while seen and seen[-1][0] >= context.step:
        seen.pop()
    seen.append((context.step, now))
    if len(seen) > MOST_SEEN:
        del seen[1:-1:2]
    return seen
