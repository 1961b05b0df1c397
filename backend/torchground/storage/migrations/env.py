"""Run by Alembic: migrate over the connection the store hands in, within its one transaction."""

from alembic import context

from torchground.storage.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=False,
)
with context.begin_transaction():
    context.run_migrations()
