"""Finds the known name that a person probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

LEAST = 4
"""Shorter names are similar to many others. For them, only equal letters count."""
ALIKE = 0.75
"""The least similarity. It is the part of the letters of both names that agree, in order."""
LONGEST = 80


def plain(name: str) -> str:
    """A name in the form in which names are compared: ``Conv2D``, ``conv_2d`` and ``conv 2d`` are equal."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def nearest(name: str, known: Iterable[str], most: int = 1) -> list[str]:
    """The known names that are most similar to the given one, the most similar first. Empty where none is similar."""
    given = plain(name[:LONGEST])
    marked = [(_likeness(given, plain(other)), other) for other in known]
    alike = sorted((pair for pair in marked if pair[0] >= ALIKE), key=lambda pair: -pair[0])
    return [other for _, other in alike[:most]]


def _likeness(given: str, other: str) -> float:
    """The similarity from 0 to 1. Names with swapped letters and beginnings of a name are similar too."""
    if given == other:
        return 1.0
    if sorted(given) == sorted(other) and given[:1] == other[:1]:
        return 0.9
    if min(len(given), len(other)) < LEAST:
        return 0.0
    if other.startswith(given):
        return ALIKE
    return SequenceMatcher(None, given, other, autojunk=False).ratio()
