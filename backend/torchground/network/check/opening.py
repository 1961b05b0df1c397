"""The first check of a project file: is it JSON of an acceptable size, and which version does it have?"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from torchground.network.check.findings import Findings, Place, shown_value
from torchground.network.limits import LIMITS
from torchground.network.migrate import UnknownVersion, migrate
from torchground.words import Sentence, template

TOO_DEEP = template(
    "opening.too_deep", "the file is nested deeper than {most} levels; no project is"
)
TOO_MANY_VALUES = template(
    "opening.too_many_values",
    "the file holds more than {most:,} values; no project is that large",
)
KEYS_NO_TEXT = template("opening.keys_no_text", "names in an object must be text")
TEXT_NO_UNICODE = template("opening.text_no_unicode", "the text is not valid Unicode")
NAME_NO_UNICODE = template("opening.name_no_unicode", "the name of a field is not valid Unicode")
NO_PROJECT = template(
    "opening.no_project",
    "a project is a JSON object with network and data, got {came}",
)
NOT_FINITE = template(
    "opening.not_finite",
    "{came} cannot be saved; use a finite number",
)
TOO_LONG_NUMBER = template(
    "opening.too_long_number",
    "{came} cannot be saved; use a number of 64 bits",
)
NO_JSON = template(
    "opening.no_json",
    "{came} is no JSON",
)

INT64 = 2**63


def open_file(file: object, found: Findings) -> dict[str, Any] | None:
    """The file in the current version. It is safe to read: limited depth and size, string keys, valid Unicode.

    None where it is not a project file. Then ``found`` has a problem that says why.
    """
    if not isinstance(file, dict):
        found.error((), NO_PROJECT(came=shown_value(file)))
        return None
    trouble = _trouble({key: value for key, value in file.items() if key != "network"}, ())
    trouble = trouble or _network_trouble(file.get("network"))
    if trouble is not None:
        found.error(*trouble)
        return None
    try:
        return migrate(file)
    except UnknownVersion as problem:
        found.error(("torchground",), problem.sentence)
        return None


def check_view(view: object, found: Findings) -> None:
    """Checks that the part that only the page reads is plain JSON: finite numbers, integers of 64 bits."""
    for place, value in _walk(view, ("view",)):
        if isinstance(value, float) and not math.isfinite(value):
            found.error(place, NOT_FINITE(came=shown_value(value)))
        elif isinstance(value, int) and not -INT64 <= value < INT64:
            found.error(place, TOO_LONG_NUMBER(came=shown_value(value)))
        elif value is not None and not isinstance(value, (str, int, float, list, dict)):
            found.error(place, NO_JSON(came=shown_value(value)))


def _network_trouble(network: object) -> tuple[Place, Sentence] | None:
    """Like ``_trouble``, but does not visit lists that are too long. The check refuses these lists later."""
    if not isinstance(network, dict):
        return _trouble(network, ("network",))
    walked = {
        key: value
        for key, value in network.items()
        if not isinstance(value, list) or len(value) <= LIMITS.json_items // 100
    }
    return _trouble(walked, ("network",))


def _trouble(value: object, place: Place) -> tuple[Place, Sentence] | None:
    """The first reason why the JSON cannot be read: too deep, too large, keys that are not text, or invalid Unicode."""
    for count, (where, item) in enumerate(_walk(value, place), start=1):
        if len(where) > LIMITS.json_depth:
            return where[:3], TOO_DEEP(most=LIMITS.json_depth)
        if count > LIMITS.json_items:
            return where[:3], TOO_MANY_VALUES(most=LIMITS.json_items)
        if isinstance(item, dict) and not all(isinstance(key, str) for key in item):
            return where, KEYS_NO_TEXT()
        if isinstance(item, str) and not _is_unicode(item):
            return where, TEXT_NO_UNICODE()
        if isinstance(item, dict) and not all(_is_unicode(key) for key in item):
            return where, NAME_NO_UNICODE()
    return None


def _walk(value: object, place: Place) -> Iterator[tuple[Place, object]]:
    """``value`` and every value below it, each with its place. Not recursive."""
    waiting: list[tuple[Place, object]] = [(place, value)]
    while waiting:
        where, item = waiting.pop()
        yield where, item
        if isinstance(item, dict):
            waiting.extend(((*where, key), below) for key, below in item.items())
        elif isinstance(item, list):
            waiting.extend(((*where, index), below) for index, below in enumerate(item))


def _is_unicode(text: str) -> bool:
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
