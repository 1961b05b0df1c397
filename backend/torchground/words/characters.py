"""Which characters a text may hold: what people write, not what steers a terminal or what a database cannot keep."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from torchground.words.sentences import Sentence, template

Place: TypeAlias = tuple[str | int, ...]

CONTROL_CHARACTER = template(
    "text.control_character",
    "the text holds the control character {character}, which cannot be kept; leave it out",
)
HALF_CHARACTER = template(
    "text.half_character",
    "the text is not valid Unicode: it holds {character}, half of a character; leave it out",
)
MOST_TOLD = 20
"""Of a value that holds more, so many places are told."""
_UNFIT = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\ud800-\\udfff]")
"""Every control character but the tab and the ends of a line, and every half of a surrogate pair."""
_SPELLED = re.compile(rb"\\[bf]|\\u00[0-9a-f]{2}|\x7f|\xc2[\x80-\x9f]", re.IGNORECASE)
"""What stands in a JSON text that holds a control character in a string, and rarely in another."""


def unfit(text: str) -> Sentence | None:
    """What is wrong with the characters of a text; None where all can be kept."""
    found = _UNFIT.search(text)
    if found is None:
        return None
    code = ord(found[0])
    sentence = HALF_CHARACTER if code >= 0xD800 else CONTROL_CHARACTER
    return sentence(character=f"U+{code:04X}")


def without_unfit(text: str) -> str:
    """The text without the characters that cannot be kept."""
    return _UNFIT.sub("", text)


def cleaned(value: Any) -> Any:
    """The same JSON value without the characters that cannot be kept: for what was saved before they were refused."""
    if isinstance(value, str):
        return without_unfit(value)
    if isinstance(value, list):
        return [cleaned(inner) for inner in value]
    if isinstance(value, dict):
        return {without_unfit(name): cleaned(inner) for name, inner in value.items()}
    return value


def may_be_unfit(json: bytes) -> bool:
    """Whether a JSON text may hold a control character: where not, nobody needs to look through its values.

    Halves of characters are refused by whoever reads the JSON.
    """
    return _SPELLED.search(json) is not None


def unfit_texts(value: object, place: Place = ()) -> Iterator[tuple[Place, Sentence]]:
    """The place of every text in a JSON value that cannot be kept, in order; a key is told at its object."""
    waiting: list[tuple[Place, object]] = [(place, value)]
    while waiting:
        where, item = waiting.pop()
        if isinstance(item, str):
            if (problem := unfit(item)) is not None:
                yield where, problem
        elif isinstance(item, list):
            waiting.extend(((*where, at), item[at]) for at in reversed(range(len(item))))
        elif isinstance(item, dict):
            problems = (problem for key in item if (problem := unfit(key)) is not None)
            yield from ((where, problem) for problem in problems)
            waiting.extend(((*where, key), item[key]) for key in reversed(item))
