"""How the checkpoints of a run stand in the columns of its row: the newest in four of them, the one before as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Row

from torchground.storage.reading import text, whole
from torchground.storage.records import SavedCheckpoint

KEPT = 2
"""How many checkpoints of a run are kept: where the newest is damaged, there is another."""


def columns_of(checkpoints: Sequence[SavedCheckpoint]) -> dict[str, Any]:
    """The columns for these, the newest first; the oldest may be left out."""
    newest, older = (*checkpoints[:KEPT], None, None)[:KEPT]
    return {
        "checkpoint": newest and newest.name,
        "checkpoint_seq": newest.seq if newest else 0,
        "checkpoint_step": newest.step if newest else 0,
        "checkpoint_sha256": newest and newest.sha256,
        "older_checkpoint": older and json.dumps(asdict(older)),
    }


def checkpoints_of(row: Row[Any]) -> tuple[SavedCheckpoint, ...]:
    """The checkpoints in a row, the newest first. Raises whatever a damaged row makes of it."""
    if row.checkpoint is None:
        return ()
    newest = _checkpoint(
        row.checkpoint, row.checkpoint_seq, row.checkpoint_step, row.checkpoint_sha256
    )
    if row.older_checkpoint is None:
        return (newest,)
    return newest, _checkpoint(**json.loads(row.older_checkpoint))


def _checkpoint(name: Any, seq: Any, step: Any, sha256: Any) -> SavedCheckpoint:
    return SavedCheckpoint(
        text(name), whole(seq), whole(step), None if sha256 is None else text(sha256)
    )
