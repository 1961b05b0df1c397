"""What the book of runs knows of workers: where they run, on this machine or on many, nothing above can tell."""

from __future__ import annotations

from typing import Protocol


class Workers(Protocol):
    """A set of workers that start, hold and drive runs."""
