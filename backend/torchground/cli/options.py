"""Parses the command line into a command and its options."""

from __future__ import annotations

import argparse
from pathlib import Path

from torchground import __version__
from torchground.cli.command import commands

DEFAULT_COMMAND = "serve"


def parse(arguments: list[str]) -> argparse.Namespace:
    """The command and its options. Without a command it is ``serve``. Exits with 2 on wrong usage."""
    asks = {"-h", "--help", "--version"}
    if not arguments or (arguments[0].startswith("-") and arguments[0] not in asks):
        arguments = [DEFAULT_COMMAND, *arguments]
    return parser().parse_args(arguments)


def parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    top = argparse.ArgumentParser(
        prog="torchground",
        description="Draw a neural network, press play, and see inside every layer what it learns.",
        epilog="Without a command it serves the playground: torchground --port 9000.",
    )
    top.add_argument("--version", action="version", version=f"torchground {__version__}")
    add_commands(top, "commands")
    return top


def add_commands(above: argparse.ArgumentParser, folder: str) -> None:
    """Adds the commands of a folder as subcommands. A person must name one."""
    below = above.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in commands(folder):
        added = below.add_parser(
            command.name,
            help=command.summary,
            description=command.description or None,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        command.add_options(added)
        if command.run is not None:
            added.set_defaults(command=command.run)


def add_data_dir(parser: argparse.ArgumentParser) -> None:
    """Adds ``--data-dir``, for each command that reads or writes the data folder."""
    parser.add_argument(
        "--data-dir",
        type=Path,
        help="where projects, runs and uploaded files are kept (your data folder)",
    )


def add_json(parser: argparse.ArgumentParser, summary: str) -> None:
    """Adds ``--json``, for each command that can print JSON for a script."""
    parser.add_argument("--json", action="store_true", help=summary)


def port(text: str) -> int:
    """Parses the number of a port."""
    if text.isdecimal() and 0 <= int(text) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError(f"a port is a number from 0 to 65535, got {text!r}")


def num_workers(text: str) -> int:
    """Parses a number of workers."""
    if text.isdecimal() and 1 <= int(text) <= 256:
        return int(text)
    raise argparse.ArgumentTypeError(f"workers are a number from 1 to 256, got {text!r}")
