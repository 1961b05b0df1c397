"""``torchground data``: manages the files in the data folder that projects learn from."""

from __future__ import annotations

import argparse

from torchground.cli.command import Command
from torchground.cli.options import add_commands


def add_options(parser: argparse.ArgumentParser) -> None:
    """Adds the subcommands."""
    add_commands(parser, "data")


COMMAND = Command(
    "data",
    "add, list, download and remove the files that projects learn from",
    add_options,
    run=None,
    order=40,
)
