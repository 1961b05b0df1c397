"""Which data folder belongs to this database, and which runs it deleted lately."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both tables, empty."""
    op.create_table(
        "forgotten_runs",
        sa.Column("run_id", sa.String(64), primary_key=True),
        sa.Column("at", sa.String(40), nullable=False),
    )
    op.create_table(
        "store_mark",
        sa.Column("store", sa.String(64), primary_key=True),
        sa.Column("opening", sa.String(64), nullable=False),
    )


def downgrade() -> None:
    """Saved work only moves forward."""
    raise NotImplementedError("Torchground's tables only move forward; restore a backup instead.")
