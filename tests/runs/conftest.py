"""The throw-away PostgreSQL of the storage tests, for books that are kept there."""

from tests.storage.conftest import cluster

__all__ = ["cluster"]
