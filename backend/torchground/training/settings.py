"""The settings that may change while a run trains: which they are, and what they accept. Loads no torch."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from torchground.catalogue.entry import Entry
from torchground.network.spec import Training, TrainingFile

Model = TypeVar("Model", bound=BaseModel)

PLAIN = ("l1", "l2", "clip_grad_norm")
"""Live fields of ``training`` itself."""
FASTEST = 1_000_000.0
"""The largest ``steps_per_second`` that is accepted; null is as fast as it goes."""


class Refused(ValueError):
    """A setting that is not live, or a value that does not fit; the message says what would."""


def live_settings(training: Training) -> dict[str, float | None]:
    """Every live setting as it is, by the path that a ``set`` command names."""
    optimizer = training.optimizer
    found = {f"optimizer.{name}": getattr(optimizer, name) for name in _live_fields(optimizer)}
    return found | {name: getattr(training, name) for name in PLAIN}


def with_setting(training: Training, field: str, value: float | None) -> Training:
    """The same training with one live setting changed. Raises :class:`Refused`."""
    if field in PLAIN:
        plain = _accepted(TrainingFile, {}, field, value)
        return replace(training, **{field: getattr(plain, field)})
    family, _, name = field.partition(".")
    if family != "optimizer" or name not in _live_fields(training.optimizer):
        known = ", ".join([*live_settings(training), "steps_per_second"])
        raise Refused(f"{field!r} cannot change while the run trains; what can: {known}")
    optimizer = training.optimizer
    accepted = _accepted(type(optimizer), optimizer.model_dump(), field, value)
    return replace(training, optimizer=accepted)


def checked_speed(value: float | None) -> float | None:
    """A ``steps_per_second`` that can be kept. Raises :class:`Refused`."""
    if value is None or 0 < value <= FASTEST:
        return value
    raise Refused(
        f"steps_per_second cannot be {value:g}: take a number above 0 and at most {FASTEST:,.0f}, or null for as "
        "fast as it goes"
    )


def _live_fields(entry: Entry) -> list[str]:
    return [
        name
        for name, field in type(entry).model_fields.items()
        if isinstance(field.json_schema_extra, dict)
        and _hints(field.json_schema_extra).get("live")
        and isinstance(getattr(entry, name), (int, float))
    ]


def _hints(extra: dict[str, Any]) -> dict[str, Any]:
    hints = extra.get("ui", {})
    return hints if isinstance(hints, dict) else {}


def _accepted(model: type[Model], others: dict[str, Any], field: str, value: float | None) -> Model:
    """The model with this value, as the declaration of the field accepts it. Raises :class:`Refused`."""
    try:
        return model.model_validate({**others, field.rpartition(".")[2]: value})
    except ValidationError as error:
        why = error.errors()[0]["msg"].removeprefix("Value error, ")
        shown = "null" if value is None else f"{value:g}"
        sentence = why.replace("Input should be", "it should be")
        raise Refused(f"{field} cannot be {shown}: {sentence}") from None
