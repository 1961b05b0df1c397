"""What the bytes of a checkpoint were, and the checkpoint before it."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both columns, empty: of the checkpoints that are here nobody knows it."""
    op.add_column("runs", sa.Column("checkpoint_sha256", sa.String(64), nullable=True))
    op.add_column("runs", sa.Column("older_checkpoint", sa.Text, nullable=True))


def downgrade() -> None:
    """Saved work only moves forward."""
    raise NotImplementedError("Torchground's tables only move forward; restore a backup instead.")
