"""Variants of a lesson: the same project with one thing changed, trained beside the lesson's own.

A line of a lesson's text describes it: ``Compare: without clipping | training.clip_grad_norm = null``. ``;`` separates
several changes. A path names nodes by their id (``network.nodes.rnn1.layer = {"type": "lstm"}``) and wires by both ends
(``network.edges.a>b``). ``*`` stands for any letters (``network.nodes.norm*.layer``). null removes a value.
``Compare: as a plain stack | lesson vanish-deep-plain`` names another lesson.
"""

from __future__ import annotations

import copy
import json
from fnmatch import fnmatchcase
from typing import Any

from pydantic import BaseModel, ConfigDict

OTHER = "lesson "


class Variant(BaseModel):
    """Another project that is compared with the lesson's own and trained from the same seed."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    name: str
    """What is different, in a few words."""
    project: dict[str, Any]
    """A whole project file."""


def read_variant(line: str, project: dict[str, Any], others: dict[str, dict[str, Any]]) -> Variant:
    """The variant that a ``Compare:`` line describes. ``others`` are the projects of the other lessons.

    Raises ``ValueError`` that names the part that cannot be read.
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
    """Sets the value at a path, or removes it where ``value`` is None.

    In a list, a part of the path is a node id, a wire (``source>target``), a pattern of either (``norm*``, ``*>sum*``),
    or an index. Raises ``ValueError`` where the list has no such item.
    """
    part, rest = path[0], path[1:]
    if isinstance(place, list):
        for index in reversed(_indices(place, part)):
            if rest:
                put(place[index], rest, value)
            elif value is None:
                del place[index]
            else:
                place[index] = copy.deepcopy(value)
    elif rest:
        put(place.setdefault(part, {}), rest, value)
    elif value is None:
        place.pop(part, None)
    else:
        place[part] = copy.deepcopy(value)


def _indices(items: list[Any], part: str) -> list[int]:
    """The indices of the items that a part of a path names."""
    found = [index for index, item in enumerate(items) if fnmatchcase(_named(item), part)]
    if not found and part.isdigit() and int(part) < len(items):
        found = [int(part)]
    if not found:
        raise ValueError(f"there is no {part!r} in the project")
    return found


def _named(item: Any) -> str:
    """The name of a node or a wire in a path. Empty for other items."""
    if not isinstance(item, dict):
        return ""
    return str(item["id"]) if "id" in item else f"{item.get('source')}>{item.get('target')}"


def _titled(project: dict[str, Any], name: str) -> str:
    return f"{project['title']}: {name}"[:120]
