"""``torchground catalogue``: everything that can be picked."""

from __future__ import annotations

import argparse
import json

from torchground.cli.command import Command
from torchground.cli.exits import FINISHED


def add_options(parser: argparse.ArgumentParser) -> None:
    """Whether with all fields."""
    parser.add_argument("--json", action="store_true", help="with every field, range and default")


def run(options: argparse.Namespace) -> int:
    """``torchground catalogue``: everything that can be picked."""
    from torchground.catalogue.bases.entries import entries
    from torchground.catalogue.bases.entry import FAMILIES

    if options.json:
        from torchground.server.routes.catalogue import catalogue as whole_catalogue

        print(
            json.dumps(
                json.loads(whole_catalogue().model_dump_json(by_alias=True, exclude_none=True))
            )
        )
        return FINISHED
    for family in FAMILIES:
        print(family)
        for type_id, entry in entries(family).items():
            summary = entry.help().partition("\n\n")[0].replace("\n", " ").partition(". ")[0]
            print(f"  {type_id:<20} {entry.title}: {summary.rstrip('.')}.")
        print()
    return FINISHED


COMMAND = Command("catalogue", "everything that can be picked", add_options, run, order=50)
