"""``torchground check``: prints every problem of a project file, with its place and what would fit."""

from __future__ import annotations

import argparse
from pathlib import Path

from torchground.cli.command import Command
from torchground.cli.datafolder import files_for_one_command
from torchground.cli.exits import FINISHED, PROBLEMS
from torchground.cli.opening import open_project
from torchground.cli.options import add_data_dir, add_json
from torchground.cli.output import Output
from torchground.cli.problems import checked, counts


def add_options(parser: argparse.ArgumentParser) -> None:
    """Adds the project file and the options."""
    parser.add_argument("file", metavar="FILE", type=Path, help="a project file")
    add_json(parser, "one JSON object a problem, then one with the result")
    add_data_dir(parser)


def run(options: argparse.Namespace, output: Output) -> int:
    """Prints every problem, then how many there are. Returns the exit code."""
    from torchground.network.check.checking import check

    with files_for_one_command(options) as files:
        report = check(open_project(options.file, files, output), files)
    for problem in report.problems:
        output.problem(problem, is_answer=True)
    errors, warnings = counts(report)
    output.say(str(checked(report)))
    if output.json:
        told = {"errors": errors, "warnings": warnings}
        size = {"nodes": len(report.nodes), "parameters": report.num_params}
        output.line({"result": "ok" if report.ok else "problems", **told, **size})
    return FINISHED if report.ok else PROBLEMS


COMMAND = Command(
    "check",
    "every problem of a project file, and what would fit",
    add_options,
    run,
    "Prints every problem with its place and what would mend it. Exit codes: 0 no errors, 1 problems.",
    order=30,
)
