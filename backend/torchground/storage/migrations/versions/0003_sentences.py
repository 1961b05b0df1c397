"""Reasons and notes of runs as code and values. A text that was kept before is the value of the sentence "other"."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

OTHER = "other"
"""``words.OTHER``: a text that came from elsewhere. Its only value is ``text``."""


def upgrade() -> None:
    """The columns of the texts hold values from now on; SQLite cannot drop columns without rewriting the table."""
    op.execute(sa.text("ALTER TABLE runs RENAME COLUMN reason TO reason_values"))
    op.execute(sa.text("ALTER TABLE notes RENAME COLUMN text TO sentence_values"))
    op.add_column("runs", sa.Column("reason_code", sa.String(100), nullable=True))
    op.add_column("notes", sa.Column("code", sa.String(100), nullable=False, server_default=OTHER))
    runs = sa.table("runs", *map(sa.column, ("id", "reason_code", "reason_values")))
    notes = sa.table("notes", *map(sa.column, ("id", "sentence_values")))
    connection = op.get_bind()
    had_reason = sa.select(runs.c.id, runs.c.reason_values).where(runs.c.reason_values.is_not(None))
    for run_id, text in connection.execute(had_reason).all():
        values = {"reason_code": OTHER, "reason_values": _values(text)}
        connection.execute(runs.update().where(runs.c.id == run_id).values(**values))
    for note_id, text in connection.execute(sa.select(notes.c.id, notes.c.sentence_values)).all():
        values = {"sentence_values": _values(text)}
        connection.execute(notes.update().where(notes.c.id == note_id).values(**values))


def _values(text: str) -> str:
    return json.dumps({"text": text})


def downgrade() -> None:
    """Saved work only moves forward."""
    raise NotImplementedError("Torchground's tables only move forward; restore a backup instead.")
