"""``torchground check``: every problem of a project file with its place and what would fit."""

from __future__ import annotations

import argparse
from pathlib import Path

from torchground.cli.command import Command
from torchground.cli.datafolder import use_data_dir
from torchground.cli.exits import FINISHED, PROBLEMS
from torchground.cli.options import add_data_dir
from torchground.cli.problems import counted, described
from torchground.cli.reading import read_project


def add_options(parser: argparse.ArgumentParser) -> None:
    """The project file."""
    parser.add_argument("file", metavar="FILE", type=Path, help="a project file")
    add_data_dir(parser)


def run(options: argparse.Namespace) -> int:
    """``torchground check``: every problem with its place and what would fit."""
    from torchground.network.check.checking import check as check_project

    use_data_dir(options)
    report = check_project(read_project(options.file))
    for problem in report.problems:
        print(described(problem))
    print(counted(report))
    return FINISHED if report.ok else PROBLEMS


COMMAND = Command(
    "check", "every problem of a project file, and what would fit", add_options, run, order=30
)
