"""The error that says why a network cannot be written."""

from torchground.words import SentenceError


class NoExport(SentenceError):
    """Why a network cannot be written into a file of this format, and what to do."""
