"""The settings that may change while a run trains, and the values that they accept. Loads no torch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from torchground.catalogue.bases.entry import Entry, live_fields_of
from torchground.network.spec import Project, Training, TrainingFile
from torchground.telemetry.messages import Setting
from torchground.training import sentences
from torchground.words import SentenceError

Model = TypeVar("Model", bound=BaseModel)

PLAIN = tuple(live_fields_of(TrainingFile))
"""The live fields of ``training`` itself, as declared in ``TrainingFile``."""
FASTEST = 1_000_000.0
"""The largest ``steps_per_second`` that is accepted. null is as fast as possible."""


class Refused(SentenceError):
    """A setting that is not live, or a value that does not fit. The message says what would fit."""


def live_settings(project: Project) -> dict[str, Setting]:
    """The current value of every live setting, by the path that a ``set`` command uses."""
    found: dict[str, Setting] = {}
    for path, entry in _live_entries(project):
        found |= {f"{path}.{name}": getattr(entry, name) for name in _live_fields(entry)}
    return found | {name: getattr(project.training, name) for name in PLAIN}


def with_setting(project: Project, field: str, value: Setting) -> Project:
    """The same project with one live setting changed. Raises :class:`Refused`."""
    if field in PLAIN:
        plain = _accepted(TrainingFile, {}, field, value)
        return _with_training(project, {field: getattr(plain, field)})
    path, _, name = field.rpartition(".")
    entry = dict(_live_entries(project)).get(path)
    if entry is None or name not in _live_fields(entry):
        known = ", ".join([*live_settings(project), "steps_per_second"])
        raise Refused(sentences.NOT_LIVE(field=field, known=known))
    accepted = _accepted(type(entry), entry.model_dump(), field, value)
    if path.startswith("nodes."):
        return _with_layer(project, path.removeprefix("nodes."), accepted)
    return _with_training(project, {path: accepted})


def with_settings(project: Project, values: Mapping[str, Setting]) -> Project:
    """The same project with these live settings. Raises :class:`Refused`."""
    now = live_settings(project)
    for field, value in values.items():
        if field not in now or now[field] != value:
            project = with_setting(project, field, value)
    return project


def checked_speed(value: Setting) -> float | None:
    """A valid ``steps_per_second``. Raises :class:`Refused`."""
    if value is None:
        return None
    if isinstance(value, float) and 0 < value <= FASTEST:
        return value
    raise Refused(sentences.SPEED(value=_shown(value), fastest=FASTEST))


def _live_entries(project: Project) -> Iterator[tuple[str, Entry]]:
    """Every entry that may have live fields, with its path."""
    for declared in fields(project.training):
        entry = getattr(project.training, declared.name)
        if isinstance(entry, Entry):
            yield declared.name, entry
    for node in project.nodes:
        yield f"nodes.{node.id}", node.layer


def _with_training(project: Project, values: dict[str, Any]) -> Project:
    training: Training = replace(project.training, **values)
    return replace(project, training=training)


def _with_layer(project: Project, node_id: str, accepted: Any) -> Project:
    """The project with changed settings of one node's layer. The layer stays placed on the data."""
    nodes = tuple(
        replace(node, layer=accepted.placed(project.info, project.wanted))
        if node.id == node_id
        else node
        for node in project.nodes
    )
    return replace(project, nodes=nodes)


def _live_fields(entry: Entry) -> list[str]:
    plain = (int, float, str, type(None))
    return [name for name in entry.live_fields() if isinstance(getattr(entry, name), plain)]


def _accepted(model: type[Model], others: dict[str, Any], field: str, value: Setting) -> Model:
    """The model with this value, validated by the declaration of the field. Raises :class:`Refused`."""
    name = field.rpartition(".")[2]
    if isinstance(value, float) and value.is_integer() and isinstance(others.get(name), int):
        value = int(value)  # every number of a message is a float
    try:
        return model.model_validate({**others, name: value})
    except ValidationError as error:
        why = error.errors()[0]["msg"].removeprefix("Value error, ")
        why = why.replace("Input should be", "it should be")
        raise Refused(sentences.NOT_ACCEPTED(field=field, value=_shown(value), why=why)) from None


def _shown(value: Setting) -> str:
    if value is None:
        return "null"
    return f"{value:g}" if isinstance(value, (int, float)) else repr(value)[:80]
