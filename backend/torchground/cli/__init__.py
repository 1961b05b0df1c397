"""The command line: one file a command in ``commands``; ``program.main`` is what the ``torchground`` command calls."""

from torchground.cli.program import main

__all__ = ["main"]
