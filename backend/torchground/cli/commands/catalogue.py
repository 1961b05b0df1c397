"""``torchground catalogue``: lists everything in the catalogue."""

from __future__ import annotations

import argparse
from typing import Any

from torchground.cli.command import Command
from torchground.cli.exits import FINISHED
from torchground.cli.options import add_json
from torchground.cli.output import Output


def add_options(parser: argparse.ArgumentParser) -> None:
    """Adds ``--json``."""
    add_json(parser, "with every field, range and default")


def run(options: argparse.Namespace, output: Output) -> int:
    """Lists every entry by family. Returns the exit code."""
    from torchground.catalogue.bases import packages
    from torchground.catalogue.bases.entries import entries
    from torchground.catalogue.bases.entry import FAMILIES

    for problem in packages.problems():
        output.note(f"{problem.sentence}.")
    if output.json:
        output.line(_whole())
        return FINISHED
    for family in FAMILIES:
        output.say(family)
        for type_id, entry in entries(family).items():
            summary = entry.help().partition("\n\n")[0].replace("\n", " ").partition(". ")[0]
            package = packages.package_of(entry)
            origin = f" (from {package})" if package else ""
            output.say(f"  {type_id:<20} {entry.title}: {summary.rstrip('.')}.{origin}")
        output.say("")
    return FINISHED


def _whole() -> Any:
    """The same JSON as ``/api/catalogue``."""
    from pydantic_core import from_json

    from torchground.server.routes.catalogue import catalogue

    return from_json(catalogue().model_dump_json(by_alias=True, exclude_none=True))


COMMAND = Command("catalogue", "everything that can be picked", add_options, run, order=50)
