"""What the check has found so far, and how places and values are written in its sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, TypeAlias

from torchground.network.check.problems import Edge, Fix, Problem
from torchground.words import Sentence

Place: TypeAlias = tuple[str | int, ...]
"""A path in the project file: ``("network", "nodes", 1, "layer")``."""

MOST_PROBLEMS = 200
"""So many are listed; a file that is no project at all would otherwise fill the page."""


class Findings:
    """Collects problems, at most ``MOST_PROBLEMS`` of them; the first is the first found."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.num_errors = 0

    def error(
        self,
        place: Place,
        sentence: str | Sentence,
        *,
        node: str | None = None,
        edge: Edge | None = None,
        fixes: Sequence[Fix] = (),
    ) -> None:
        """Something that keeps the project from training."""
        self.num_errors += 1
        self._add("error", place, sentence, node, edge, fixes)

    def warn(
        self,
        place: Place,
        sentence: str | Sentence,
        *,
        node: str | None = None,
        fixes: Sequence[Fix] = (),
    ) -> None:
        """Something a person should know; the project trains all the same."""
        self._add("warning", place, sentence, node, None, fixes)

    def _add(
        self,
        severity: Literal["error", "warning"],
        place: Place,
        sentence: str | Sentence,
        node: str | None,
        edge: Edge | None,
        fixes: Sequence[Fix],
    ) -> None:
        text = str(sentence)
        if len(self.problems) == MOST_PROBLEMS:
            text, fixes = "there are more problems; solve the ones above first", ()
        if len(self.problems) <= MOST_PROBLEMS:
            self.problems.append(
                Problem(
                    severity=severity,
                    place=shown_place(place),
                    node=node,
                    edge=edge,
                    sentence=text[:1].upper() + text[1:] + ".",
                    fixes=list(fixes),
                )
            )


def shown_place(place: Place) -> str:
    """``network.nodes[1].layer.out_features``; names are cut so that a place stays one line."""
    text = ""
    for step in place:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += f".{_cut(str(step), 60)}" if text else _cut(str(step), 60)
    return text


def shown_value(value: Any) -> str:
    """A value of the file as a sentence names it, cut to a few words."""
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and value.bit_length() > 64:
        return f"a whole number of about {value.bit_length() * 301 // 1000 + 1:,} digits"
    if isinstance(value, (int, float)):
        return _number(value)
    if isinstance(value, str):
        return f"the text {quoted(value)}"
    if isinstance(value, (list, tuple)):
        return f"a list of {len(value):,}"
    if isinstance(value, dict):
        return "an object"
    return f"a {type(value).__name__}"


def quoted(text: str) -> str:
    """A name of the file in a sentence, cut to a few words."""
    return f"“{_cut(text, 40)}”"


def _number(value: int | float) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    if value != value:
        return "NaN (not a number)"
    if value in (float("inf"), float("-inf")):
        return "infinite"
    return f"{value:g}"


def _cut(text: str, length: int) -> str:
    """At most so many characters, and none that no answer could carry (half a surrogate pair)."""
    text = text if len(text) <= length else text[: length - 1] + "…"
    return text.encode("utf-8", "replace").decode()
