"""The first check of a project file: is it JSON of an acceptable size, and which version does it have?"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from torchground.network.check.findings import Findings, Place, shown_value
from torchground.network.check.problems import Fix, SetField
from torchground.network.limits import LIMITS
from torchground.network.migrate import UnknownVersion, migrate
from torchground.words import Sentence, template
from torchground.words.characters import unfit, without_unfit

TOO_DEEP = template(
    "opening.too_deep", "the file is nested deeper than {most} levels; no project is"
)
TOO_MANY_VALUES = template(
    "opening.too_many_values",
    "the file holds more than {most:,} values; no project is that large",
)
TOO_MANY_FIELDS = template(
    "opening.too_many_fields",
    "this object has {count:,} fields; no object of a project has more than {most}, so remove what does not "
    "belong to it",
)
NAME_TOO_LONG = template(
    "opening.name_too_long",
    "the name of a field has {count:,} letters; no field of a project has a name of more than {most}",
)
KEYS_NO_TEXT = template("opening.keys_no_text", "names in an object must be text")
UNFIT_NAME = template("opening.unfit_name", "the name of a field cannot be kept: {why:inside}")
LEAVE_OUT = template("opening.leave_out", "Leave the character out")
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
        place, sentence = trouble
        found.error(place, sentence, fixes=_fixes(file, place))
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
        if isinstance(item, str) and (problem := unfit(item)):
            return where, problem
        if isinstance(item, dict) and (sentence := _trouble_of_names(item)):
            return where, sentence
    return None


def _trouble_of_names(item: dict[Any, Any]) -> Sentence | None:
    """Too many, too long, or no text."""
    if len(item) > LIMITS.json_fields:
        return TOO_MANY_FIELDS(count=len(item), most=LIMITS.json_fields)
    if not all(isinstance(key, str) for key in item):
        return KEYS_NO_TEXT()
    longest = max(map(len, item), default=0)
    if longest > LIMITS.name_chars:
        return NAME_TOO_LONG(count=longest, most=LIMITS.name_chars)
    problem = next(filter(None, map(unfit, item)), None)
    return UNFIT_NAME(why=problem) if problem else None


def _fixes(file: Any, place: Place) -> list[Fix]:
    """A text without the characters that cannot be kept, where that is what is wrong."""
    value = file
    for part in place:
        value = value[part]
    if not isinstance(value, str) or unfit(value) is None:
        return []
    kept = without_unfit(value)
    return [SetField(title=str(LEAVE_OUT()), place=[*place], value=kept)]


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
