"""What people write on a run to find it again, and its seed. Of rows that are there already the seed is not known."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns, empty."""
    op.add_column("runs", sa.Column("tags", sa.Text, nullable=False, server_default="[]"))
    op.add_column("runs", sa.Column("own_notes", sa.Text, nullable=False, server_default=""))
    op.add_column("runs", sa.Column("seed", sa.Integer, nullable=True))


def downgrade() -> None:
    """Saved work only moves forward."""
    raise NotImplementedError("Torchground's tables only move forward; restore a backup instead.")
