"""Who made a run and a project. Rows that are there already have no owner: they belong to everybody."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns, empty."""
    for table in ("runs", "projects"):
        op.add_column(table, sa.Column("owner", sa.String(64), nullable=True))


def downgrade() -> None:
    """Saved work only moves forward."""
    raise NotImplementedError("Torchground's tables only move forward; restore a backup instead.")
