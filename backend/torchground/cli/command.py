"""The class of a command, and the function that finds all commands."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass

from torchground.cli.output import Output


@dataclass(frozen=True)
class Command:
    """One command. A module in ``cli.commands`` (or in ``cli.data``, for the subcommands of ``torchground data``)
    declares it as ``COMMAND``. Importing that module is fast."""

    name: str
    summary: str
    """The command's line in the list of commands."""
    add_options: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace, Output], int] | None
    """Runs the command and returns the exit code. None where the command has subcommands."""
    description: str = ""
    """The text above the options in ``--help``."""
    order: int = 100
    """The place in the list. Smaller numbers come first."""


def commands(folder: str = "commands") -> list[Command]:
    """Every command in a folder of ``cli``, in the order of the list."""
    package = importlib.import_module(f"torchground.cli.{folder}")
    modules = [
        importlib.import_module(f"{package.__name__}.{info.name}")
        for info in pkgutil.iter_modules(package.__path__)
    ]
    found: list[Command] = [module.COMMAND for module in modules]
    return sorted(found, key=lambda command: (command.order, command.name))
