"""``torchground schema``: prints the JSON Schema of the project file."""

from __future__ import annotations

import argparse
import json

from torchground.cli.command import Command
from torchground.cli.exits import FINISHED
from torchground.cli.output import Output


def add_options(parser: argparse.ArgumentParser) -> None:
    """Adds nothing: the command has no options."""


def run(options: argparse.Namespace, output: Output) -> int:
    """Prints the schema. Returns the exit code."""
    from torchground.network.schema import project_schema

    output.say(json.dumps(project_schema(), indent=2, ensure_ascii=False))
    return FINISHED


COMMAND = Command(
    "schema",
    "the JSON Schema of the project file, for editors: torchground schema > project.schema.json",
    add_options,
    run,
    order=60,
)
