"""How values of a run stand in the columns of its row."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from torchground.telemetry.messages import Setting


def columns(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values by name as columns: ``reason`` is a sentence, a mapping or a list is kept as JSON."""
    made: dict[str, Any] = {}
    for name, value in values.items():
        if name == "reason":
            made["reason_code"] = None if value is None else value.code
            made["reason_values"] = None if value is None else json.dumps(dict(value.values))
        elif isinstance(value, Mapping):
            made[name] = json.dumps({key: _spelled(one) for key, one in value.items()})
        elif isinstance(value, list):
            made[name] = json.dumps(value)
        else:
            made[name] = value
    return made


def _spelled(value: Setting) -> Setting:
    """A number, or its name where JSON has none for it; anything else as it is."""
    if not isinstance(value, float) or math.isfinite(value):
        return value
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
