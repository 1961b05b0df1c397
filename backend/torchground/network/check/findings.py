"""Collects the problems of a check, and writes places and values for its sentences."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Literal, TypeAlias

from torchground.network.check.problems import Edge, Fix, Problem
from torchground.words import Sentence, template
from torchground.words.writing import cut

Place: TypeAlias = tuple[str | int, ...]
"""A path in the project file: ``("network", "nodes", 1, "layer")``."""

MOST_PROBLEMS = 200
"""The most problems that are listed. Without a limit, a file that is not a project would fill the page."""

MORE_PROBLEMS = template(
    "findings.more_problems", "there are more problems; solve the ones above first"
)
EMPTY = template("value.empty", "empty")
TRUE = template("value.true", "true")
FALSE = template("value.false", "false")
LONG_NUMBER = template("value.long_number", "a whole number of about {digits:,} digits")
WHOLE_NUMBER = template("value.whole_number", "{number}")
NUMBER = template("value.number", "{number:g}")
NOT_A_NUMBER = template("value.not_a_number", "NaN (not a number)")
INFINITE = template("value.infinite", "infinite")
TEXT = template("value.text", "the text {text:quoted}")
LIST = template("value.list", "a list of {count:,}")
OBJECT = template("value.object", "an object")
OTHER_TYPE = template("value.other_type", "a {type}")


class Enough(Exception):
    """So many problems are found that the check may stop: nobody reads more before the first are solved."""


class Findings:
    """Collects problems, at most ``MOST_PROBLEMS``, in the order in which they are found."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.num_errors = 0

    def error(
        self,
        place: Place,
        sentence: Sentence,
        *,
        node: str | None = None,
        edge: Edge | None = None,
        fixes: Sequence[Fix] = (),
    ) -> None:
        """Adds a problem that keeps the project from training. Raises :class:`Enough` where no more are listed."""
        self.num_errors += 1
        self._add("error", place, sentence, node, edge, fixes)
        if len(self.problems) > MOST_PROBLEMS:
            raise Enough

    def warn(
        self,
        place: Place,
        sentence: Sentence,
        *,
        node: str | None = None,
        fixes: Sequence[Fix] = (),
    ) -> None:
        """Adds a warning. The project can train with it."""
        self._add("warning", place, sentence, node, None, fixes)

    def _add(
        self,
        severity: Literal["error", "warning"],
        place: Place,
        sentence: Sentence,
        node: str | None,
        edge: Edge | None,
        fixes: Sequence[Fix],
    ) -> None:
        if len(self.problems) == MOST_PROBLEMS:
            sentence, fixes = MORE_PROBLEMS(), ()
        if len(self.problems) <= MOST_PROBLEMS:
            self.problems.append(
                Problem.of(
                    sentence,
                    severity=severity,
                    place=shown_place(place),
                    node=node,
                    edge=edge,
                    fixes=list(fixes),
                )
            )


def shown_place(place: Place) -> str:
    """A place as text: ``network.nodes[1].layer.out_features``. Long names are cut, so that a place fits on one
    line."""
    text = ""
    for step in place:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += f".{cut(str(step), 60)}" if text else cut(str(step), 60)
    return text


def shown_value(value: Any) -> Sentence:
    """A value of the file, written for a sentence and cut to a few words."""
    if value is None:
        return EMPTY()
    if isinstance(value, bool):
        return TRUE() if value else FALSE()
    if isinstance(value, int):
        if value.bit_length() > 64:
            return LONG_NUMBER(digits=value.bit_length() * 301 // 1000 + 1)
        return WHOLE_NUMBER(number=f"{value:,}")
    if isinstance(value, float):
        return NUMBER(number=value) if math.isfinite(value) else _not_finite(value)
    if isinstance(value, str):
        return TEXT(text=cut(value, 40))
    if isinstance(value, (list, tuple)):
        return LIST(count=len(value))
    return OBJECT() if isinstance(value, dict) else OTHER_TYPE(type=type(value).__name__)


def _not_finite(value: float) -> Sentence:
    return NOT_A_NUMBER() if math.isnan(value) else INFINITE()
