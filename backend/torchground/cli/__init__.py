"""The command line. Each command is one file in ``commands``. The ``torchground`` command calls ``program.main``."""

from torchground.cli.program import main

__all__ = ["main"]
