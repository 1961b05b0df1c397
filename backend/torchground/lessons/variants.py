"""The same project with one thing changed: what a lesson sets beside itself.

A line of a lesson's text says it: ``Compare: without clipping | training.clip_grad_norm = null``. Several changes are
divided by ``;``, nodes are named by their id (``network.nodes.rnn1.layer = {"type": "lstm"}``), wires by both ends
(``network.edges.a>b``), ``*`` stands for any letters (``network.nodes.norm*.layer``), null takes away.
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
    """Set what lies at a path, or take it away where the value is None. Lists are walked by the ids of nodes, by wires
    (``source>target``), by patterns of either (``norm*``, ``*>sum*``), others by index. Raises ``ValueError`` where
    there is no such place."""
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
    """Where the items lie that a part of a path names."""
    found = [index for index, item in enumerate(items) if fnmatchcase(_named(item), part)]
    if not found and part.isdigit() and int(part) < len(items):
        found = [int(part)]
    if not found:
        raise ValueError(f"there is no {part!r} in the project")
    return found


def _named(item: Any) -> str:
    """What a path calls a node or a wire; nothing where it is neither."""
    if not isinstance(item, dict):
        return ""
    return str(item["id"]) if "id" in item else f"{item.get('source')}>{item.get('target')}"


def _titled(project: dict[str, Any], name: str) -> str:
    return f"{project['title']}: {name}"[:120]
