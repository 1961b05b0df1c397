"""Which stored files a project names, beside the project, so that they can be counted without reading every project."""

import json
import re

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

HASH = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
"""As it was when this change was written: a migration never depends on code that may change."""
AT_ONCE = 200


def upgrade() -> None:
    """Add the column to projects and runs, and fill it from the projects that are kept."""
    for table, text in (("projects", "file"), ("runs", "project")):
        op.add_column(table, sa.Column("files", sa.Text, nullable=False, server_default="[]"))
        _fill(op.get_bind(), sa.table(table, *map(sa.column, ("id", text, "files"))), text)


def _fill(connection: sa.Connection, table: sa.TableClause, text: str) -> None:
    last = ""
    while True:
        rows = connection.execute(
            sa.select(table.c.id, table.c[text])
            .where(table.c.id > last)
            .order_by(table.c.id)
            .limit(AT_ONCE)
        ).all()
        if not rows:
            return
        for row_id, project in rows:
            keys = sorted(set(HASH.findall(project)))
            if keys:
                here = table.update().where(table.c.id == row_id)
                connection.execute(here.values(files=json.dumps(keys)))
        last = rows[-1][0]


def downgrade() -> None:
    """Saved work only moves forward."""
    raise NotImplementedError("Torchground's tables only move forward; restore a backup instead.")
