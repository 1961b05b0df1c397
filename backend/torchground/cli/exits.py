"""How a command ends: its exit codes, and the error that ends it with a sentence."""

from __future__ import annotations

FINISHED, PROBLEMS, WRONG_USAGE, FAILED, INTERRUPTED = 0, 1, 2, 3, 130


class BadFile(ValueError):
    """A file that cannot be read or written; the message says why and what to do."""
