"""What a command is, and how the commands are found."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass

from torchground.cli.output import Output


@dataclass(frozen=True)
class Command:
    """One command. A module in ``cli.commands`` (or ``cli.data``, for what ``torchground data`` can do) declares it as
    ``COMMAND``; importing that module is cheap."""

    name: str
    summary: str
    """One line in the list of commands."""
    add_options: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace, Output], int] | None
    """Does it; the exit code. None where its options are commands again."""
    description: str = ""
    """What ``--help`` says above the options."""
    order: int = 100
    """Its place in the list: smaller comes first."""


def commands(folder: str = "commands") -> list[Command]:
    """Every command of a folder of ``cli``, in the order of the list."""
    package = importlib.import_module(f"torchground.cli.{folder}")
    modules = [
        importlib.import_module(f"{package.__name__}.{info.name}")
        for info in pkgutil.iter_modules(package.__path__)
    ]
    found: list[Command] = [module.COMMAND for module in modules]
    return sorted(found, key=lambda command: (command.order, command.name))
