"""Which known name was probably meant: nothing is offered that is not alike."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

LEAST = 4
"""Shorter names are like so many others that only the very same letters count."""
ALIKE = 0.75
"""The part of the letters of both names that must agree, in order."""
LONGEST = 80


def plain(name: str) -> str:
    """A name as it is compared: ``Conv2D``, ``conv_2d`` and ``conv 2d`` are one."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def nearest(name: str, known: Iterable[str], most: int = 1) -> list[str]:
    """The known names that are most like the given one, the likest first; none where none is alike."""
    given = plain(name[:LONGEST])
    marked = [(_likeness(given, plain(other)), other) for other in known]
    alike = sorted((pair for pair in marked if pair[0] >= ALIKE), key=lambda pair: -pair[0])
    return [other for _, other in alike[:most]]


def _likeness(given: str, other: str) -> float:
    """From 0 to 1. Names whose letters have only changed places, and beginnings of a name, are alike too."""
    if given == other:
        return 1.0
    if sorted(given) == sorted(other) and given[:1] == other[:1]:
        return 0.9
    if min(len(given), len(other)) < LEAST:
        return 0.0
    if other.startswith(given):
        return ALIKE
    return SequenceMatcher(None, given, other, autojunk=False).ratio()
