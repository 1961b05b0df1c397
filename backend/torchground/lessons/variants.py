"""The same project with one thing changed: what a lesson sets beside itself.

A line of a lesson's text says it: ``Compare: without clipping | training.clip_grad_norm = null``. Several changes are
divided by ``;``, nodes are named by their id (``network.nodes.rnn1.layer = {"type": "lstm"}``), null takes away.
``Compare: as a plain stack | lesson vanish-deep-plain`` names another lesson.
"""

from __future__ import annotations

import copy
import json
from typing import Any

from pydantic import BaseModel, ConfigDict

OTHER = "lesson "


class Variant(BaseModel):
    """Another project to set beside the lesson's own, trained from the same seed."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    name: str
    """What is different, in a few words."""
    project: dict[str, Any]
    """A whole project file."""


def read_variant(line: str, project: dict[str, Any], others: dict[str, dict[str, Any]]) -> Variant:
    """What a ``Compare:`` line says, given the projects of the other lessons.

    Raises ``ValueError`` naming the part that cannot be read.
    """
    name, marker, said = (part.strip() for part in line.partition("|"))
    if not (name and marker and said):
        raise ValueError(f"'{line}' needs a name, '|' and what is different")
    if said.startswith(OTHER):
        other = said.removeprefix(OTHER).strip()
        if other not in others:
            raise ValueError(f"there is no lesson {other!r} to compare with")
        return Variant(name=name, project={**others[other], "title": _titled(project, name)})
    changed = copy.deepcopy(project)
    for change in said.split("; "):
        path, marker, value = (part.strip() for part in change.partition("="))
        if not marker:
            raise ValueError(f"'{change}' needs a path, '=' and a value")
        put(changed, path.split("."), json.loads(value))
    return Variant(name=name, project={**changed, "title": _titled(project, name)})


def put(place: Any, path: list[str], value: Any) -> None:
    """Set what lies at a path, or take it away where the value is None; lists of nodes are walked by id, others by
    index. Raises ``ValueError`` where there is no such place."""
    for part in path[:-1]:
        place = _below(place, part)
    last = path[-1]
    if isinstance(place, list):
        place[_index(place, last)] = value
    elif value is None:
        place.pop(last, None)
    else:
        place[last] = value


def _below(place: Any, part: str) -> Any:
    if isinstance(place, list):
        return place[_index(place, part)]
    return place.setdefault(part, {})


def _index(items: list[Any], part: str) -> int:
    for index, item in enumerate(items):
        if isinstance(item, dict) and item.get("id") == part:
            return index
    if part.isdigit() and int(part) < len(items):
        return int(part)
    raise ValueError(f"there is no {part!r} in the project")


def _titled(project: dict[str, Any], name: str) -> str:
    return f"{project['title']}: {name}"[:120]
