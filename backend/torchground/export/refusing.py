"""The error for a network that cannot be written."""

from torchground.words import SentenceError


class NoExport(SentenceError):
    """Why a network cannot be written in this format, and what to do."""
