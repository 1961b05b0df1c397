"""``torchground data``: the files that projects learn from, in the data folder."""

from __future__ import annotations

import argparse

from torchground.cli.command import Command
from torchground.cli.options import add_commands


def add_options(parser: argparse.ArgumentParser) -> None:
    """Its commands."""
    add_commands(parser, "data")


COMMAND = Command(
    "data",
    "add, list, download and remove the files that projects learn from",
    add_options,
    run=None,
    order=40,
)
