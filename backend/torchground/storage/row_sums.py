"""The checksum over what changes in a run's row, written with every change: a start sees a flipped bit by it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Float

from torchground.storage import checksums
from torchground.storage.tables import RUNS

SUMMED = tuple(c for c in RUNS.c if c.name not in ("project", "checksum", "row_checksum"))
"""The columns that it is of: all but the project, which has a checksum of its own and is never changed."""
_LATER: dict[str, object] = {"tags": "[]", "own_notes": "", "seed": None}
"""Columns that are younger than the checksum, with what an older row has in them: that adds nothing to the sum."""
_ALWAYS = tuple(column for column in SUMMED if column.name not in ("owner", *_LATER))
NEVER = -1
"""Kept for a row that was damaged when it was changed, so that this is not forgotten; no checksum is that."""
_FLOATS = {column.name for column in SUMMED if isinstance(column.type, Float)}


def of(values: Mapping[Any, Any]) -> int:
    """The checksum of a row, its columns by name."""
    summed = [_plain(column.name, values[column.name]) for column in _ALWAYS]
    owner = values[
        "owner"
    ]  # rows without one have the checksum that they had before there were owners
    later = [(name, values[name]) for name, before in _LATER.items() if values[name] != before]
    return checksums.of(*summed, *(() if owner is None else (owner,)), *sum(later, ()))


def is_damaged(values: Mapping[Any, Any]) -> bool:
    """Whether a row is not as it was written; rows from before there were checksums have none."""
    known = values["row_checksum"]
    return known is not None and known != of(values)


def after(values: Mapping[Any, Any], changed: Mapping[str, Any]) -> int:
    """The checksum of a row with some columns changed."""
    return NEVER if is_damaged(values) else of({**values, **changed})


def _plain(name: str, value: Any) -> object:
    """The same for a value before it is written and after it is read."""
    if value is None:
        return None
    if name in _FLOATS:
        return float(value)
    return int(value) if isinstance(value, bool) else value
