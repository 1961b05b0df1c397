"""A checksum beside what people made and runs measured. Rows that are there already have none."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column, empty: reading every point once would take long."""
    for table in ("projects", "runs", "points"):
        op.add_column(table, sa.Column("checksum", sa.Integer, nullable=True))


def downgrade() -> None:
    """Saved work only moves forward."""
    raise NotImplementedError("Torchground's tables only move forward; restore a backup instead.")
